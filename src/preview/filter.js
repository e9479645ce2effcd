"use strict";
(() => {
  const form = document.getElementById("filter");
  const [find, trouble, language, boxes, shown] =
    ["find", "trouble", "language", "boxes", "shown"].map((id) => document.getElementById(id));
  const sheets = [...document.querySelectorAll("article")];
  const links = [...document.querySelectorAll("nav li")];
  const whole = document.querySelector(".whole");

  function isWanted({ find: text, trouble: state, language: tag, changed }) {
    const asked = trouble.value;
    const troubled =
      asked === "" ||
      (asked === "changed" ? changed === "true" : asked === "any" ? state !== "sound" : state === asked);
    const words = find.value.trim().toLowerCase();
    return troubled && text.includes(words) && (language.value === "" || tag === language.value);
  }

  function choose() {
    let count = 0;
    sheets.forEach((sheet, n) => {
      const wanted = isWanted(sheet.dataset);
      sheet.hidden = links[n].hidden = !wanted;
      count += wanted ? 1 : 0;
    });
    if (whole) whole.hidden = find.value.trim() !== "";
    shown.textContent = `${count} of ${sheets.length} shown`;
  }

  form.addEventListener("input", choose);
  form.addEventListener("submit", (event) => event.preventDefault());
  boxes.addEventListener("change", () => document.body.classList.toggle("boxes", boxes.checked));
  form.hidden = false;
  choose();
})();

// Opens a preview in Chromium as a person does, and prints what is wrong with it, a line each.
//
//     node preview.mjs FOLDER-OF-NODE-MODULES CHROMIUM index.html SCREENSHOT.png
//
// axe-core must find nothing, at three widths and with the page filtered; all of it must be reached with the Tab key
// alone, each stop with a mark to be seen; without scripts every sheet must be there; and nothing may be fetched.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";

const [modules, chromium, page, screenshot] = process.argv.slice(2);
const require = createRequire(pathToFileURL(resolve(modules, "x.js")));
const puppeteer = require("puppeteer-core");
const axe = require.resolve("axe-core/axe.min.js");
const wrong = [];
const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });

async function opened(width, scripts = true) {
  const tab = await browser.newPage();
  await tab.setViewport({ width, height: 1000 });
  await tab.setJavaScriptEnabled(scripts);
  tab.on("request", (request) => {
    if (!request.url().startsWith("data:") && request.url() !== pathToFileURL(page).href) {
      wrong.push(`${request.url()} is fetched`);
    }
  });
  tab.on("pageerror", (error) => wrong.push(`script: ${error.message}`));
  tab.on("console", (message) => wrong.push(`console: ${message.text()}`));
  await tab.goto(pathToFileURL(page).href);
  return tab;
}

async function judged(tab, when) {
  // The page's own policy lets no script in but its own; axe is the judge's.
  await tab.evaluate(`${(await import("node:fs")).readFileSync(axe, "utf8")}; 0`);
  const { violations } = await tab.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  for (const { id, help, nodes } of violations) {
    wrong.push(`axe, ${when}: ${id}: ${help}: ${nodes.length} times, first ${nodes[0].html.slice(0, 120)}`);
  }
  const wide = await tab.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  if (wide) wrong.push(`${when}: wider than the window`);
}

for (const width of [1400, 800, 360]) {
  const tab = await opened(width);
  await judged(tab, `${width} pixels wide`);
  if (width === 1400) await tab.screenshot({ path: screenshot });
  await tab.close();
}

const tab = await opened(1400);
const count = await tab.evaluate(() => document.querySelectorAll("article").length);
const stops = [];
for (let n = 0; n < 40 + 2 * count; n += 1) {
  await tab.keyboard.press("Tab");
  const stop = await tab.evaluate(() => {
    const own = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(own);
    return {
      name: own.id || own.getAttribute("href") || own.tagName,
      seen: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
    };
  });
  if (stop.name === "BODY") break;
  if (stops.includes(stop.name)) break;
  stops.push(stop.name);
  if (!stop.seen) wrong.push(`keyboard: nothing shows that ${stop.name} has the focus`);
}
for (const wanted of ["#sheets", "find", "trouble", "language", "boxes", "#sheet-1", `#sheet-${count}`]) {
  if (!stops.includes(wanted)) wrong.push(`keyboard: ${wanted} is not reached`);
}
// The field, then a link, by keys alone.
await tab.focus("#find");
await tab.keyboard.type("no such state");
const shown = () => tab.evaluate(() => document.querySelectorAll("article:not([hidden])").length);
if ((await shown()) !== 0) wrong.push("filter: sheets of no state are shown");
const said = await tab.evaluate(() => document.getElementById("shown").textContent);
if (said !== `0 of ${count} shown`) wrong.push(`filter: says “${said}”`);
await judged(tab, "filtered");
for (let n = 0; n < "no such state".length; n += 1) await tab.keyboard.press("Backspace");
if ((await shown()) !== count) wrong.push("filter: not all sheets come back");
await tab.focus("#boxes");
await tab.keyboard.press("Space");
await judged(tab, "with boxes");
await tab.focus("a[href='#sheet-1']");
await tab.keyboard.press("Enter");
const at = await tab.evaluate(() => document.activeElement.id || location.hash.slice(1));
if (at !== "sheet-1") wrong.push("keyboard: a link of the list does not lead to its sheet");
await tab.close();

const plain = await opened(1400, false);
const whole = await plain.$$eval("article", (all) => all.filter((one) => !one.hidden).length);
if (whole !== count) wrong.push(`without scripts ${whole} of ${count} sheets are shown`);
if (await plain.$eval("#filter", (form) => !form.hidden)) wrong.push("without scripts there is a form that does nothing");
await browser.close();
console.log(wrong.join("\n"));

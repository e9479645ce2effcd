// Prints the text that pdf.js reads on page 1 of each file, with a form feed behind it.
//
//     node pdfjs.mjs FOLDER-OF-PDFJS file.pdf ...

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, ...files] = process.argv.slice(2);
console.warn = () => {}; // at its start, that it will not draw: it has no canvas
const { getDocument } = await import(pathToFileURL(`${folder}/legacy/build/pdf.mjs`));
for (const file of files) {
  const reading = getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 });
  const page = await (await reading.promise).getPage(1);
  const { items } = await page.getTextContent();
  process.stdout.write(items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join("") + "\f");
  await reading.destroy();
}

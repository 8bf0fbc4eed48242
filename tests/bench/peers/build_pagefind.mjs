// Pagefind's index of the passages, one record each. Arguments: the folder with node_modules, the passages, the target.
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [packages, passages, target] = process.argv.slice(2);
const pagefind = await import(pathToFileURL(`${packages}/node_modules/pagefind/lib/index.js`).href);
const { index } = await pagefind.createIndex({ forceLanguage: "zh" });
for await (const line of createInterface({ input: createReadStream(passages) })) {
  const { id, url, title, heading, text } = JSON.parse(line);
  await index.addCustomRecord({ url, content: `${title}\n${heading}\n${text}`, language: "zh", meta: { title, id } });
}
await index.writeFiles({ outputPath: `${target}/pagefind` });
await pagefind.close();

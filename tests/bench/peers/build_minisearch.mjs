// MiniSearch's index of the passages. Arguments: the folder with node_modules, the passages, the target.
import { copyFileSync, createReadStream, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [packages, passages, target] = process.argv.slice(2);
const require = createRequire(`${packages}/`);
const MiniSearch = require("minisearch");
const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
const tokenize = (text) => [...segmenter.segment(text)].filter((it) => it.isWordLike).map((it) => it.segment);
const index = new MiniSearch({ fields: ["title", "heading", "text"], storeFields: ["title", "text"], tokenize });
for await (const line of createInterface({ input: createReadStream(passages) })) index.add(JSON.parse(line));
writeFileSync(`${target}/index.json`, JSON.stringify(index));
copyFileSync(`${packages}/node_modules/minisearch/dist/umd/index.js`, `${target}/minisearch.js`);

// What queries cost: the engine's own scripts run in node, every file it asks for is counted as gzip sends it.
// Arguments: the folder of scripts, the folder of the static index, a file with {queries: [...], scripts: [...]}. Writes JSON.
import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";
import zlib from "node:zlib";

const [, , assets, shards, asked] = process.argv;
const { queries, scripts } = JSON.parse(fs.readFileSync(asked, "utf8"));
const size = (file) => zlib.gzipSync(fs.readFileSync(file), { level: 9 }).length;
for (const name of scripts) vm.runInThisContext(fs.readFileSync(path.join(assets, name), "utf8"), { filename: name });

/** A reader that counts bytes, files and rounds: files asked for while others are under way belong to one round. */
function counting(fetched) {
  const counts = { bytes: 0, files: 0, rounds: 0, rooms: {} };
  let open = 0;
  const load = async (name) => {
    if (!open++) counts.rounds++;
    await new Promise((done) => setTimeout(done));
    open--;
    const file = name.startsWith("..") ? path.join(assets, `${path.basename(name)}.js`) : path.join(shards, `${name}.js`);
    if (!fetched.has(name)) {
      fetched.add(name);
      const bytes = size(file);
      counts.bytes += bytes;
      counts.files++;
      counts.rooms[name.split("/")[0]] = (counts.rooms[name.split("/")[0]] || 0) + bytes;
    }
    const text = fs.readFileSync(file, "utf8");
    if (name.startsWith("..")) return vm.runInThisContext(text, { filename: name }) ?? true;
    return JSON.parse(text.slice(text.indexOf(",") + 1, text.lastIndexOf(")")));
  };
  return { counts, load };
}

const rows = [];
for (const [at, query] of queries.entries()) {
  for (const late of ["spell", "loosen"]) delete globalThis.anwenSearch[late]; // fetched like a piece of the index: again
  const first = counting(new Set());
  let engine = await globalThis.anwenSearch.Engine.open(first.load);
  const answer = await engine.answer(query);
  const cold = structuredClone(first.counts);
  await engine.answer(queries[(at + 1) % queries.length]);
  const second = { bytes: first.counts.bytes - cold.bytes, files: first.counts.files - cold.files, rounds: first.counts.rounds - cold.rounds };
  await engine.answer(query); // warm
  const times = [];
  for (let time = 0; time < 5; time++) {
    const start = performance.now();
    await engine.answer(query);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  rows.push({ query, cold, second, warm: times[2], total: answer.total, complete: answer.complete, ids: answer.hits.map((hit) => hit.id) });
}
process.stdout.write(JSON.stringify(rows));

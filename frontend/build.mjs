// echarts.js of the staff page, and the licence that goes with it: `make frontend`.
import { readFile, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const FOLDER = "../assistant/api/static/staff";
const { version } = JSON.parse(await readFile("node_modules/echarts/package.json", "utf8"));

await build({
  entryPoints: ["charts.mjs"], outfile: `${FOLDER}/echarts.js`, bundle: true, minify: true, format: "esm",
  target: "es2022", charset: "utf8", legalComments: "inline", logLevel: "info",
  banner: { js: `/*! Apache ECharts ${version}, Copyright the Apache Software Foundation, Apache-2.0: echarts.LICENSE.txt */` },
  define: { "process.env.NODE_ENV": '"production"' },
});
const terms = await Promise.all(["echarts/LICENSE", "echarts/NOTICE", "zrender/LICENSE", "tslib/LICENSE.txt"].map(
  async (name) => `${name}\n\n${await readFile(`node_modules/${name}`, "utf8")}`));
await writeFile(`${FOLDER}/echarts.LICENSE.txt`, terms.join("\n\n----\n\n"));

// nlp.js on the same sentences and texts; see ../others.py. The language is guessed by nlp.js, as ours guesses it.
"use strict";
const fs = require("fs");
const readline = require("readline");
const { containerBootstrap } = require("@nlpjs/core");
const { Nlp } = require("@nlpjs/nlp");
const { LangEn } = require("@nlpjs/lang-en");
const { LangJa } = require("@nlpjs/lang-ja");

const say = (value) => process.stdout.write(JSON.stringify(value) + "\n");
console.log = () => {}; // nlp.js tells of every epoch and every text of stop words there
console.warn = () => {};

const data = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));

// The tokenizers keep each text they have seen: that would answer a text of an earlier round.
function forget(nlp) {
  for (const language of ["en", "ja"]) nlp.container.get(`tokenizer-${language}`).cache = undefined;
}

async function train() {
  const began = process.hrtime.bigint();
  const container = await containerBootstrap();
  container.use(Nlp);
  container.use(LangEn);
  container.use(LangJa);
  const nlp = container.get("nlp");
  nlp.settings.autoSave = false;
  nlp.settings.log = false;
  nlp.addLanguage("en");
  nlp.addLanguage("ja");
  for (const [intent, language, text] of data.sentences) nlp.addDocument(language, text, intent);
  await nlp.train();
  say(Number(process.hrtime.bigint() - began) / 1e9);
  for (const text of data.warm) await nlp.process(text);
  return nlp;
}

async function main() {
  let nlp;
  for await (const line of readline.createInterface({ input: process.stdin })) {
    if (line === "train") {
      nlp = await train();
      continue;
    }
    const taken = [];
    for (const text of data.texts) {
      forget(nlp);
      const began = process.hrtime.bigint();
      await nlp.process(text);
      taken.push(Number(process.hrtime.bigint() - began) / 1e6);
    }
    say(taken);
  }
}

main();

import { Remediable, say, sayFailure, spell } from '../bootstrap/say.mjs';
import { runProgram } from '../machine/run-program.ts';
import { addCounts, closingLine, NOTHING, type Counts } from './counts.ts';
import type { Stage } from './stage.ts';
import { STAGES } from './stages.ts';

interface Finished {
  readonly stage: Stage;
  readonly counts: Counts;
  readonly notes: readonly string[];
  readonly durationMs: number;
}

/** The stages that were asked for by name, all when none was. */
function chooseStages(names: readonly string[]): readonly Stage[] {
  const known = STAGES.map((stage) => stage.name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Remediable(
      `There is no stage called ${unknown.join(', ')}.`,
      `The stages are: ${known.join(', ')}. For example: npm test -- unit e2e`,
    );
  }
  return names.length === 0 ? STAGES : STAGES.filter((stage) => names.includes(stage.name));
}

/** A stage that ends by an exception counts as one failure, like any other. */
async function runStage(stage: Stage): Promise<Finished> {
  const startedAt = Date.now();
  try {
    const { counts, notes } = await stage.run();
    return { stage, counts, notes, durationMs: Date.now() - startedAt };
  } catch (error) {
    sayFailure(error);
    const notes = [error instanceof Error ? error.message : String(error)];
    return { stage, counts: { ...NOTHING, failed: 1 }, notes, durationMs: Date.now() - startedAt };
  }
}

function printTable(finished: readonly Finished[]): void {
  const row = (...cells: readonly string[]) =>
    say(cells.map((cell, i) => (i === 0 ? cell.padEnd(12) : cell.padStart(9))).join(''));
  say('');
  row('stage', 'passed', 'failed', 'skipped', 'time');
  for (const { stage, counts, durationMs } of finished) {
    const numbers = [counts.passed, counts.failed, counts.skipped].map(String);
    row(stage.name, ...numbers, spell(durationMs));
  }
  say('');
  for (const { stage, notes } of finished) for (const note of notes) say(`${stage.name}: ${note}`);
}

async function runTests(words: readonly string[]): Promise<number> {
  if (words.includes('--list')) {
    for (const stage of STAGES) say(`${stage.name.padEnd(12)}${stage.title}`);
    return 0;
  }
  const stages = chooseStages(words);
  const finished: Finished[] = [];
  for (const [index, stage] of stages.entries()) {
    say(`\n[${index + 1}/${stages.length}] ${stage.title} …`);
    const one = await runStage(stage);
    finished.push(one);
    say(
      `  ${one.counts.failed === 0 ? 'ok' : 'FAILED'}: ${closingLine(one.counts)}, ${spell(one.durationMs)}`,
    );
  }
  printTable(finished);
  const total = addCounts(...finished.map((one) => one.counts));
  say(closingLine(total));
  return total.failed === 0 ? 0 : 1;
}

await runProgram(() => runTests(process.argv.slice(2)));

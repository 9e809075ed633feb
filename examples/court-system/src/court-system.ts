import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Report } from './api.ts';
import { batchCsv } from './batch-csv.ts';
import type { Dianda } from './dianda.ts';
import { askedClasses, ownCases, purpose, type OwnCase } from './own-cases.ts';
import type { ToldInquiries } from './told-inquiries.ts';
import type { wordsOf } from './words.ts';

const BATCH_LOOK_EVERY_MS = 500;

export interface CourtSystemParts {
  readonly dianda: Dianda;
  readonly told: ToldInquiries;
  readonly words: ReturnType<typeof wordsOf>;
  readonly outFolder: string;
  readonly say: (line: string) => void;
}

/** A case system's day: it pushes its cases, orders, is told, and fetches the reports. */
export class CourtSystem {
  readonly #parts: CourtSystemParts;
  /** Case numbers by the inquiry that asks about the case. */
  readonly #ordered = new Map<string, string>();

  constructor(parts: CourtSystemParts) {
    this.#parts = parts;
  }

  /** Until every report is sealed and fetched; rejects with the signal's reason. */
  async run(signal: AbortSignal): Promise<void> {
    const { urgent, routine } = ownCases;
    for (const each of [urgent, ...routine]) await this.#push(each);
    await this.#orderOne(urgent);
    await this.#orderBatch(routine);
    await Promise.all(
      [...this.#ordered].map(async ([inquiryId, caseNumber]) => {
        const version = await this.#parts.told.sealed(inquiryId, signal);
        await this.#fetchReport(inquiryId, caseNumber, version);
      }),
    );
  }

  async #push(own: OwnCase): Promise<void> {
    await this.#parts.dianda.putCase(own);
    this.#parts.say(this.#parts.words.casePushed(own.caseNumber));
  }

  async #drawUpNotice({ caseNumber }: OwnCase): Promise<string> {
    const { dianda, words, say } = this.#parts;
    // The court's own numbering. The same number with the same content is the same notice; a notice is dated, so that
    // tomorrow's is another one.
    const number = `${caseNumber}查${today()}`;
    const id = await dianda.drawUpNotice(caseNumber, number, purpose);
    say(words.noticeDrawn(number));
    return id;
  }

  async #orderOne(own: OwnCase): Promise<void> {
    const { dianda, words, say } = this.#parts;
    const notice = { id: await this.#drawUpNotice(own) };
    const order = { caseNumber: own.caseNumber, assetClasses: [...askedClasses], notice, purpose };
    // A real system stores the key beside its order before it sends, so that it sends the same after a crash.
    const inquiryId = await dianda.order({ ...order, priority: 'urgent' }, randomUUID());
    this.#ordered.set(inquiryId, own.caseNumber);
    say(words.ordered(own.caseNumber, inquiryId));
  }

  async #orderBatch(cases: readonly OwnCase[]): Promise<void> {
    const { dianda, words, say } = this.#parts;
    const lines = [];
    for (const own of cases) {
      const noticeId = await this.#drawUpNotice(own);
      lines.push({ caseNumber: own.caseNumber, assetClasses: askedClasses, noticeId, purpose });
    }
    const csv = batchCsv(lines);
    const check = await dianda.checkBatch(csv, randomUUID());
    say(words.batchChecked(check.counts.accepted, check.counts.refused));
    let batch = await dianda.orderBatch(csv, randomUUID());
    while (batch.state !== 'completed') {
      await delay(BATCH_LOOK_EVERY_MS);
      batch = await dianda.readBatch(batch.id);
    }
    say(words.batchOrdered(batch.id, batch.counts.accepted, batch.counts.refused));
    for (const { row, inquiryId, problems } of await dianda.batchRows(batch.id)) {
      // The header is row 1.
      if (inquiryId !== undefined) this.#ordered.set(inquiryId, cases[row - 2]?.caseNumber ?? '');
      for (const { detail } of problems) say(words.rowRefused(row, detail));
    }
  }

  async #fetchReport(inquiryId: string, caseNumber: string, version: number): Promise<void> {
    const { dianda, words, outFolder, say } = this.#parts;
    const report = await dianda.report(inquiryId, version);
    await mkdir(outFolder, { recursive: true, mode: 0o700 });
    const write = async (extension: string, content: string | Uint8Array): Promise<string> => {
      const name = `${inquiryId}.${extension}`;
      // What a report says of people is for those who work on the case.
      await writeFile(join(outFolder, name), content, { mode: 0o600 });
      return name;
    };
    const files = [
      await write('json', `${JSON.stringify(report, undefined, 2)}\n`),
      await write('pdf', await dianda.reportFile(inquiryId, version, 'pdf')),
      await write('xlsx', await dianda.reportFile(inquiryId, version, 'xlsx')),
    ];
    say(words.report(caseNumber, version, this.#countsOf(report), files.join(' ')));
  }

  #countsOf({ counts }: Report): string {
    const { legs, searched, searchedEmpty, gaps, open } = counts;
    return this.#parts.words.counts(legs, searched, searchedEmpty, gaps, open);
  }
}

/** 20261122, in the court's time zone. */
function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' })
    .format(new Date())
    .replaceAll('-', '');
}

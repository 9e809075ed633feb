import type { AdapterAnswer, Question } from '@dianda/inquiry';
import type { InquireReply } from '@dianda/wire';
import type { Exchange } from '../court/ledger.js';
import { at, type Finding } from '../judge/finding.js';
import { judgeAnswer } from '../judge/judge-answer.js';
import type { Bench } from './bench.js';

/** An answer with all its pages, as far as they could be read. */
export interface WholeAnswer {
  readonly exchanges: readonly Exchange[];
  readonly pages: readonly InquireReply[];
  readonly findings: readonly Finding[];
  /** Of the first page; undefined when it could not be read. */
  readonly rung: AdapterAnswer['rung'] | undefined;
}

/** More pages than any subject's assets need, at the smallest sensible page; a token that goes round ends here. */
const MOST_PAGES = 2_000;

/** Asks for every page, one after the other; stops at the first that cannot be read. */
export async function askWhole(bench: Bench, question: Question): Promise<WholeAnswer> {
  const exchanges: Exchange[] = [];
  const pages: InquireReply[] = [];
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (let pageToken = ''; ;) {
    const exchange = await bench.court.ask(question, { pageToken });
    exchanges.push(exchange);
    const { reply, findings: ofPage } = await judgeAnswer(exchange, bench.receipts);
    findings.push(...(pageToken === '' ? ofPage : at(`page ${exchanges.length}`, ofPage)));
    if (reply === undefined) break;
    pages.push(reply);
    pageToken = reply.nextPageToken;
    if (pageToken === '') break;
    if (seen.has(pageToken) || pages.length === MOST_PAGES) {
      findings.push({ expected: (words) => words.finding.pagesEnd, came: (words) => words.came.pagesGoOn });
      break;
    }
    seen.add(pageToken);
  }
  return { exchanges, pages, findings, rung: pages[0]?.answer.rung };
}

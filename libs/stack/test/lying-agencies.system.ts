import {
  mustParse,
  parseAgencyCode,
  type Agency,
  type LegResult,
  type Reason,
  type Report,
} from '@dianda/inquiry';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Constellation } from '../src/constellation/constellation.js';
import { CourtClient } from '../src/court-client.js';
import { AgencyServer, type AgencyConduct } from '../src/fakes/agency-server.js';
import { lies, LyingAgency, SilentAgency, SlowAgency, type Lie } from '../src/fakes/conducts.js';
import { sampleAgencies } from '../src/sample-world/agencies.js';
import { personSubject } from '../src/sample-world/identities.js';
import { sampleCase, sampleNotice, samplePurpose } from '../src/sample-world/sample-case.js';
import { makeEphemeralFolder } from '../src/servers/server-folder.js';

/** Servers and apps have to come up on whatever machine this is. */
jest.setTimeout(240_000);

/** What each lie comes to: always the agency's fault, always final. */
const reasonOfLie: Record<Lie, Reason> = {
  garbage_message: 'AGENCY_REPLY_MALFORMED',
  garbage_answer: 'AGENCY_REPLY_MALFORMED',
  huge_reply: 'AGENCY_REPLY_TOO_LARGE',
  other_leg: 'AGENCY_ECHO_MISMATCH',
  other_leg_in_answer: 'AGENCY_ECHO_MISMATCH',
  other_subject: 'AGENCY_ECHO_MISMATCH',
  nothing_found_without_coverage: 'AGENCY_REPLY_MALFORMED',
  nothing_found_without_as_of: 'AGENCY_REPLY_MALFORMED',
  receipt_of_another_answer: 'AGENCY_RECEIPT_INVALID',
};

const silentMinutes = 0.1;
const slowMs = 3_000;

describe('agencies that lie, keep silent or take their time', () => {
  let folder: string;
  let constellation: Constellation;
  const servers = new Map<string, AgencyServer>();
  let report: Report;

  async function enlist(slug: string, conduct: AgencyConduct, minutes = 10): Promise<Agency> {
    const trust = await constellation.trustFor(slug);
    const server = await AgencyServer.start(
      {
        trust,
        row: {
          code: mustParse(parseAgencyCode, slug),
          category: 'bank',
          name: { zh: slug, en: slug },
          contact: { name: '测试', phone: '0517-00000099' },
          tlsName: trust.tlsName,
          contractVersion: '1.0',
          services: [
            {
              assetClass: 'BANK_ACCOUNT',
              subjectKinds: ['person'],
              regions: [],
              timeLimit: { minutes, source: 'test', validFrom: '2026-01-01' },
              usualAnswerSeconds: 1,
            },
          ],
          concurrency: 2,
          attemptTimeoutMs: 10_000,
          receiptKeys: [{ ...trust.receiptKey }],
          enabled: true,
        },
      },
      conduct,
    );
    servers.set(slug, server);
    return server.row;
  }

  beforeAll(async () => {
    folder = await makeEphemeralFolder('dianda-liars-test-');
    constellation = await Constellation.start({
      folder: join(folder, 'constellation'),
      repository: process.cwd(),
      node: process.execPath,
      agencies: sampleAgencies.filter((agency) => agency.slug === 'huaihe'),
      ephemeral: true,
      rings: 'postgres',
      onEvent: () => undefined,
    });
    const rows = [
      ...(await Promise.all(lies.map((lie) => enlist(slugOf(lie), new LyingAgency(lie))))),
      await enlist('silent', new SilentAgency(), silentMinutes),
      await enlist('slow', new SlowAgency(slowMs)),
    ];
    await constellation.loadDirectory(rows);

    const { gatewayUrl, accounts } = constellation;
    const caseSystem = await CourtClient.signIn(gatewayUrl, 'en', accounts.courtSystem);
    const officer = await CourtClient.signIn(gatewayUrl, 'en', accounts.officer);
    await caseSystem.putCase(sampleCase);
    const inquiryId = await officer.order(
      {
        caseNumber: sampleCase.caseNumber,
        subjects: [personSubject],
        assetClasses: ['BANK_ACCOUNT'],
        notice: sampleNotice,
        purpose: samplePurpose,
      },
      randomUUID(),
    );
    while ((await officer.progress(inquiryId)).state === 'dispatching') await delay(200);
    report = await officer.report(inquiryId);
  });
  afterAll(async () => {
    for (const server of servers.values()) server.stop();
    await constellation.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function resultOf(agency: string): LegResult {
    const legs = report.subjects.flatMap((each) => each.classes.flatMap((of) => of.legs));
    const found = legs.find((leg) => leg.agency?.code === agency);
    if (found === undefined) throw new Error(`no leg of ${agency}`);
    return found;
  }

  function settledAtOf(agency: string): string {
    const result = resultOf(agency);
    if (result.status === 'open' || result.status === 'cancelled')
      throw new Error(`${agency} is not settled`);
    return result.settledAt;
  }

  it.each(lies.map((lie) => [lie, reasonOfLie[lie]]))(
    'the lie %s settles the leg as failed by the agency, %s, after one question',
    (lie, reason) => {
      expect(resultOf(slugOf(lie))).toMatchObject({
        status: 'gap',
        rung: 'failed',
        origin: 'agency',
        reason,
      });
      expect(servers.get(slugOf(lie))?.asked).toHaveLength(1);
    },
  );

  it('nothing of a lie reaches the report: each liar is a named gap, and none counts as searched', () => {
    expect(report.counts).toMatchObject({ legs: lies.length + 3, searched: 1, searchedEmpty: 1, open: 0 });
    for (const lie of lies) {
      const named = report.gaps.filter((gap) => gap.agency?.code === slugOf(lie));
      expect(named.map((gap) => gap.reason)).toEqual([reasonOfLie[lie]]);
    }
    expect(JSON.stringify(report)).not.toContain(`${personSubject.name}二`);
  });

  it('the silent agency is a gap without response once its time has run out', () => {
    expect(resultOf('silent')).toMatchObject({ status: 'gap', rung: 'no_response' });
    expect(servers.get('silent')?.asked.length).toBeGreaterThan(0);
  });

  it('the slow agency is waited for, and counts', () => {
    expect(resultOf('slow')).toMatchObject({ status: 'searched_empty' });
  });

  it('neither of them costs the honest bank anything: it has answered before they have', () => {
    expect(resultOf('bank-huaihe')).toMatchObject({ status: 'searched' });
    expect(settledAtOf('bank-huaihe') < settledAtOf('slow')).toBe(true);
    expect(settledAtOf('bank-huaihe') < settledAtOf('silent')).toBe(true);
  });
});

function slugOf(lie: Lie): string {
  return `liar-${lie.replaceAll('_', '-')}`;
}

import {
  mustParse,
  parseAgencyCode,
  type Agency,
  type AssetClass,
  type LegResult,
  type Report,
} from '@dianda/inquiry';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Constellation } from '../src/constellation/constellation.js';
import {
  CourtClient,
  type InquiryProgress,
  type LegProgress,
  type ListedAgency,
} from '../src/court-client.js';
import { AgencyServer, type AgencyConduct } from '../src/fakes/agency-server.js';
import { sampleAgencies, type SampleAgency } from '../src/sample-world/agencies.js';
import { personSubject } from '../src/sample-world/identities.js';
import { sampleCase, sampleNoticeNumber, samplePurpose } from '../src/sample-world/sample-case.js';
import { makeEphemeralFolder } from '../src/servers/server-folder.js';

export interface FakeToEnlist {
  readonly slug: string;
  readonly conduct: AgencyConduct;
  /** Until its legs run out of time; ten unless given. */
  readonly minutes?: number;
  /** How long one question to it may take; ten seconds unless given. */
  readonly attemptTimeoutMs?: number;
  /** What it answers; bank accounts unless given. */
  readonly assetClass?: AssetClass;
}

/** The built apps on servers of their own, one honest bank, and as many fake ones as a test wants. */
export class SystemRig {
  readonly fakes = new Map<string, AgencyServer>();

  private constructor(
    readonly folder: string,
    readonly constellation: Constellation,
    private readonly officer: CourtClient,
    /** Behind every order. */
    readonly notice: { readonly id: string; readonly sha256: string },
  ) {}

  /** The sample case is pushed. Unless other agencies are given there is one, the honest bank `bank-huaihe`. */
  static async start(
    agencies: readonly SampleAgency[] = sampleAgencies.filter(({ slug }) => slug === 'huaihe'),
    variables: Readonly<Record<string, string>> = {},
  ): Promise<SystemRig> {
    const folder = await makeEphemeralFolder('dianda-system-test-');
    const constellation = await Constellation.start({
      folder: join(folder, 'constellation'),
      repository: process.cwd(),
      node: process.execPath,
      agencies,
      ephemeral: true,
      rings: 'postgres',
      variables,
      onEvent: () => undefined,
    });
    const { gatewayUrl, accounts } = constellation;
    const caseSystem = await CourtClient.ofClient(gatewayUrl, 'en', accounts.courtSystem);
    await caseSystem.putCase(sampleCase);
    const officer = await CourtClient.signIn(gatewayUrl, 'en', accounts.officer);
    const notice = await officer.drawUpNotice(sampleCase.caseNumber, {
      number: sampleNoticeNumber,
      purpose: samplePurpose,
    });
    return new SystemRig(folder, constellation, officer, notice);
  }

  async stop(): Promise<void> {
    for (const fake of this.fakes.values()) fake.stop();
    await this.constellation.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Starts the fakes as banks and puts them into the directory. */
  async enlist(fakes: readonly FakeToEnlist[]): Promise<void> {
    const rows = await Promise.all(fakes.map((fake) => this.startFake(fake)));
    await this.constellation.loadDirectory(rows);
  }

  /** Asks all agencies of these classes, or those named, about the sample person; answers the inquiry's id. */
  order(
    assetClasses: readonly AssetClass[] = ['BANK_ACCOUNT'],
    agencies: readonly string[] = [],
  ): Promise<string> {
    return this.officer.order(
      {
        caseNumber: sampleCase.caseNumber,
        subjects: [personSubject],
        assetClasses,
        ...(agencies.length === 0 ? {} : { agencies }),
        notice: { id: this.notice.id },
        purpose: samplePurpose,
      },
      randomUUID(),
    );
  }

  /** The document behind the orders, as the gateway hands it out. */
  noticeBytes(): Promise<Buffer> {
    return this.officer.noticeBytes(this.notice.id);
  }

  reportAs(inquiryId: string, mediaType: string): Promise<Buffer> {
    return this.officer.reportAs(inquiryId, mediaType);
  }

  progressOf(inquiryId: string): Promise<InquiryProgress> {
    return this.officer.progress(inquiryId);
  }

  /** An agency's leg in an inquiry about the one sample person. */
  async legOf(inquiryId: string, agency: string): Promise<LegProgress> {
    const { legs } = await this.officer.progress(inquiryId);
    const [found, ...others] = legs.filter((leg) => leg.agencyCode === agency);
    if (found === undefined || others.length > 0) throw new Error(`not one leg of ${agency}`);
    return found;
  }

  /** The agency's hold as everybody sees it. */
  async holdOf(agency: string): Promise<ListedAgency['hold']> {
    const listed = (await this.officer.agencies()).find(({ code }) => code === agency);
    if (listed === undefined) throw new Error(`${agency} is not in the directory`);
    return listed.hold;
  }

  /** The report as it now stands, with legs open. */
  provisionalReportOf(inquiryId: string): Promise<Report> {
    return this.officer.report(inquiryId);
  }

  fake(slug: string): AgencyServer {
    const found = this.fakes.get(slug);
    if (found === undefined) throw new Error(`no fake ${slug}`);
    return found;
  }

  /** Waits until no leg is open, over restarts of the gateway, and answers the report. */
  async reportOf(inquiryId: string): Promise<Report> {
    await until(async () => (await this.officer.progress(inquiryId)).state !== 'dispatching');
    return this.officer.report(inquiryId);
  }

  private async startFake({
    slug,
    conduct,
    minutes = 10,
    attemptTimeoutMs = 10_000,
    assetClass = 'BANK_ACCOUNT',
  }: FakeToEnlist): Promise<Agency> {
    const trust = await this.constellation.trustFor(slug);
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
              assetClass,
              subjectKinds: ['person'],
              regions: [],
              timeLimits: [{ minutes, source: 'test', validFrom: '2026-01-01' }],
              usualAnswerSeconds: 1,
            },
          ],
          concurrency: 2,
          attemptTimeoutMs,
          receiptKeys: [{ ...trust.receiptKey }],
          enabled: true,
        },
      },
      conduct,
    );
    this.fakes.set(slug, server);
    return server.row;
  }
}

/** Asks again until it is so; a gateway that is away for a moment is asked again, too. */
export async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  for (;;) {
    try {
      if (await isSo()) return;
    } catch (error) {
      if (!(error instanceof TypeError) || !error.message.includes('fetch failed')) throw error;
    }
    await delay(100);
  }
}

/** The one leg of an agency in a report. */
export function resultOf(report: Report, agency: string): LegResult {
  const legs = report.subjects.flatMap((each) => each.classes.flatMap((of) => of.legs));
  const own = legs.filter((leg) => leg.agency?.code === agency);
  const [found] = own;
  if (found === undefined || own.length > 1) throw new Error(`${own.length} legs of ${agency}`);
  return found;
}

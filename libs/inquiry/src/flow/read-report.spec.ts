import { officerActor } from '../../test/casework.js';
import { scripted } from '../../test/fakes.js';
import { leg } from '../../test/legs.js';
import { refusalOf } from '../../test/refusals.js';
import { agency, inquiry, orderedAt } from '../../test/world.js';
import {
  provisionalReport,
  ReadReport,
  sealReport,
  type InquiryStore,
  type Report,
  type ReportInputs,
} from '../index.js';

const by = officerActor(1);
const { id } = inquiry();
const inputs: ReportInputs = {
  inquiry: inquiry(),
  legs: [leg(1)],
  answers: new Map(),
  agencies: [agency(1, [])],
  readAt: orderedAt,
};

/** Sealed versions by number, and the inputs of an inquiry that its reader may see. */
function readerOf(sealed: ReadonlyMap<number, Report>, visible: ReportInputs | undefined): ReadReport {
  return new ReadReport(
    scripted<InquiryStore>('InquiryStore', {
      sealedReport: (asked, version, actor) => {
        if (asked !== id || actor !== by) throw new Error('another inquiry or reader');
        return Promise.resolve(sealed.get(version ?? Math.max(...sealed.keys())));
      },
      readForReport: (asked, actor) => {
        if (asked !== id || actor !== by) throw new Error('another inquiry or reader');
        return Promise.resolve(visible);
      },
    }),
  );
}

const versions = new Map([1, 2].map((version) => [version, sealReport(inputs, version)]));

describe('reading a report', () => {
  it('gives the newest sealed version as it was sealed', async () => {
    expect(await readerOf(versions, undefined).run(id, by)).toBe(versions.get(2));
  });

  it('gives the version that is asked for', async () => {
    expect(await readerOf(versions, undefined).run(id, by, 1)).toBe(versions.get(1));
  });

  it('folds a provisional one while none is sealed', async () => {
    expect(await readerOf(new Map(), inputs).run(id, by)).toEqual(provisionalReport(inputs));
  });

  it('refuses a version that is not there, rather than give another', async () => {
    const error = await refusalOf(readerOf(versions, inputs).run(id, by, 3));
    expect(error).toMatchObject({ kind: 'not-found', reason: 'REPORT_VERSION_NOT_FOUND' });
  });

  it.each([undefined, 1])(
    'knows nothing of an inquiry that its reader may not see (version %p)',
    async (version) => {
      const error = await refusalOf(readerOf(new Map(), undefined).run(id, by, version));
      expect(error).toMatchObject({ kind: 'not-found', reason: 'INQUIRY_NOT_FOUND' });
    },
  );
});

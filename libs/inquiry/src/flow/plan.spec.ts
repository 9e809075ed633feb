import fc from 'fast-check';
import {
  agency,
  anyClasses,
  anyDirectory,
  anySubjects,
  inquiry,
  orderedAt,
  service,
  subject,
} from '../../test/world.js';
import { assetClasses, makesSense, planLegs, plusMs, serviceOf } from '../index.js';

const anyOrder = fc.record({ subjects: anySubjects, assetClasses: anyClasses, directory: anyDirectory });

describe('plan', () => {
  it('asks every competent pair of subject, class and agency exactly once', () => {
    fc.assert(
      fc.property(anyOrder, ({ subjects, assetClasses: wanted, directory }) => {
        const legs = planLegs(inquiry({ subjects, assetClasses: wanted }), directory);
        const got = legs
          .map((leg) => `${leg.subjectId} ${leg.assetClass} ${leg.agencyCode ?? 'none'}`)
          .sort();
        const expected = subjects
          .flatMap((each) =>
            (wanted.length === 0 ? assetClasses : wanted)
              .filter((assetClass) => makesSense(assetClass, each.kind))
              .flatMap((assetClass) => {
                const competent = directory.filter(
                  (row) => row.enabled && serviceOf(row, assetClass)?.subjectKinds.includes(each.kind),
                );
                const codes = competent.length === 0 ? ['none'] : competent.map((row) => row.code);
                return codes.map((code) => `${each.id} ${assetClass} ${code}`);
              }),
          )
          .sort();
        expect(got).toEqual(expected);
      }),
    );
  });

  it('does not depend on the order of subjects, classes or directory rows', () => {
    fc.assert(
      fc.property(anyOrder, ({ subjects, assetClasses: wanted, directory }) => {
        const forward = planLegs(inquiry({ subjects, assetClasses: wanted }), directory);
        const backward = planLegs(
          inquiry({ subjects: subjects.toReversed(), assetClasses: wanted.toReversed() }),
          directory.toReversed(),
        );
        expect(backward).toEqual(forward);
      }),
    );
  });

  it('plans nothing new when planned twice', () => {
    fc.assert(
      fc.property(anyOrder, ({ subjects, assetClasses: wanted, directory }) => {
        const order = inquiry({ subjects, assetClasses: wanted });
        const ids = [...planLegs(order, directory), ...planLegs(order, directory)].map((leg) => leg.id);
        expect(new Set(ids).size).toBe(ids.length / 2);
      }),
    );
  });

  it('never plans a class that makes no sense of the subject', () => {
    const legs = planLegs(inquiry({ subjects: [subject(1, 'organisation')] }), [
      agency(
        1,
        assetClasses.map((each) => service(each)),
      ),
    ]);
    expect(legs.map((leg) => leg.assetClass).sort()).toEqual(['BANK_ACCOUNT', 'LAND', 'VEHICLE']);
  });

  it('makes a class that no agency answers a leg without agency, already answered', () => {
    const [leg] = planLegs(inquiry({ assetClasses: ['VEHICLE'] }), [agency(1, [service('LAND')])]);
    expect(leg).toMatchObject({ agencyCode: undefined, state: 'answered', assetClass: 'VEHICLE' });
  });

  it('asks only the chosen agencies, and does not call a class uncovered because of the choice', () => {
    const directory = [agency(1, [service('LAND')]), agency(2, [service('BANK_ACCOUNT')])];
    const chosen = directory[1]?.code;
    const legs = planLegs(
      inquiry({ assetClasses: ['LAND', 'BANK_ACCOUNT'], agencies: chosen === undefined ? [] : [chosen] }),
      directory,
    );
    expect(legs.map((leg) => leg.agencyCode)).toEqual([chosen]);
  });

  it('computes the expiry once from the directory’s dated time limit', () => {
    const [leg] = planLegs(inquiry({ assetClasses: ['LAND'] }), [agency(1, [service('LAND')])]);
    expect(leg?.expiresAt).toBe(plusMs(orderedAt, 60 * 60_000));
  });
});

import type { CaseType } from '@dianda/identifiers';
import type { Identity } from '@dianda/inquiry';
import { worldBanks } from '../agencies.js';
import { otherCity, type City } from '../cities.js';
import { yearOf, type Day } from '../days.js';
import { drawWeighted } from '../draws.js';
import type { Ground } from '../ground.js';
import { worldParameters } from '../parameters.js';
import type { Random } from '../random.js';
import { identityOf, subjects, type SampleSubject } from '../subjects.js';
import { rosterOf, type Roster } from './roster.js';
import { makeCase, type CaseToMake, type SampleCase } from './sample-case.js';

const { court } = worldParameters.assumed;
/** Planted cases have the sequences below. */
const firstSequence = 1_000_001;
/** A case is terminated three months after its filing at the earliest (standards.md L17). */
const earliestTermination = 92;

/** Cases in which every person and every organisation of the world is liable, some of them in two. */
export function* ordinaryCases(ground: Ground): Generator<SampleCase> {
  const sequences = new Sequences();
  let made = 0;
  for (const group of groups(ground)) {
    const random = ground.streams.of('case', made);
    const [first] = group;
    if (first === undefined) continue;
    yield makeCase(drawCase(ground, random, sequences, first.city, group));
    if (random.chance(court.secondCase)) {
      const city = random.chance(0.5) ? first.city : otherCity(first.city);
      yield makeCase(drawCase(ground, random, sequences, city, [first]));
    }
    made += 1;
  }
}

/** The subjects in their order, in groups of co-debtors. */
function* groups(ground: Ground): Generator<readonly SampleSubject[]> {
  const random = ground.streams.of('co-debtors', 0);
  let wanted = drawWeighted<number>(random, court.liable);
  let group: SampleSubject[] = [];
  for (const subject of subjects(ground)) {
    group.push(subject);
    if (group.length < wanted) continue;
    yield group;
    group = [];
    wanted = drawWeighted<number>(random, court.liable);
  }
  if (group.length > 0) yield group;
}

function drawCase(
  ground: Ground,
  random: Random,
  sequences: Sequences,
  city: City,
  liable: readonly SampleSubject[],
): CaseToMake {
  const roster = drawRoster(ground, random, city);
  const type: CaseType = drawWeighted(random, court.types);
  const filedOn = ground.today - random.between(3, 1_200);
  return {
    roster,
    type,
    filedOn,
    sequence: sequences.next(`${roster.court.code} ${type} ${yearOf(filedOn)}`),
    applicant: bankIdentity(random),
    liable: liable.map(identityOf),
    closure: drawClosure(ground, random, type, filedOn),
    movedTo: random.chance(court.moved) ? moveTo(ground, random, city, roster) : undefined,
  };
}

function drawRoster(ground: Ground, random: Random, city: City): Roster {
  const isIntermediate = random.chance(court.intermediate);
  const courts = city.courts.filter(({ code }) => (code.length === 3) === isIntermediate);
  return rosterOf(ground, random.pick(courts));
}

/** Another court of the same city. */
function moveTo(ground: Ground, random: Random, city: City, from: Roster): Roster {
  return rosterOf(ground, random.pick(city.courts.filter(({ code }) => code !== from.court.code)));
}

function drawClosure(ground: Ground, random: Random, type: CaseType, filedOn: Day): CaseToMake['closure'] {
  const drawn = drawWeighted(random, court.state);
  const age = ground.today - filedOn;
  if (drawn === 'open') return undefined;
  const mayTerminate = (type === '执' || type === '执恢') && age > earliestTermination;
  if (drawn !== 'terminated') return { manner: drawn, on: filedOn + random.between(1, age) };
  return mayTerminate
    ? { manner: 'terminated', on: filedOn + random.between(earliestTermination, age) }
    : undefined;
}

function bankIdentity(random: Random): Identity {
  const bank = random.pick(worldBanks);
  return {
    kind: 'organisation',
    name: bank.legalName,
    document: { type: 'USCC', number: bank.organisationCode },
  };
}

/** Counts the cases of each court, type and year. */
class Sequences {
  private readonly last = new Map<string, number>();

  next(series: string): number {
    const sequence = (this.last.get(series) ?? firstSequence - 1) + 1;
    this.last.set(series, sequence);
    return sequence;
  }
}

import { worldBanks } from '../agencies.js';
import type { Ground } from '../ground.js';
import { worldParameters } from '../parameters.js';
import type { Random } from '../random.js';
import { besides, type SampleSubject } from '../subjects.js';
import { registeredPerson, type Registered } from './registered.js';

/** Who lent the money: one of the world’s banks; of a person now and then another person. */
export function drawMortgagee(ground: Ground, random: Random, subject: SampleSubject): Registered {
  if (subject.kind === 'person' && random.chance(worldParameters.assumed.land.privateMortgagee)) {
    const creditor = besides(ground, subject.index, 'creditor', '1');
    return registeredPerson(creditor.name, creditor.citizenId);
  }
  const bank = random.pick(worldBanks);
  return { kind: 'organisation', name: bank.legalName, number: bank.organisationCode };
}

import type { Ground } from '../ground.js';
import type { SampleSubject } from '../subjects.js';
import { fileBanks } from './banks.js';
import type { Desks } from './desks.js';
import { fileFund, fileFundBasics } from './fund.js';
import { fileLand } from './land.js';
import { filePolice, filePoliceBasics } from './police.js';
import { fileVehicleRenewals, fileVehicles } from './vehicles.js';

/** What registers hold of nobody in particular: hotels, employers, until when their copies are complete. */
export function fileBasics(ground: Ground, desks: Desks): void {
  filePoliceBasics(ground, desks);
  fileFundBasics(ground, desks);
  fileVehicleRenewals(ground, desks);
}

/** Everything that the registers of both cities hold of one subject. */
export function fileSubject(ground: Ground, desks: Desks, subject: SampleSubject): void {
  fileLand(ground, desks, subject);
  fileVehicles(ground, desks, subject);
  const card = fileBanks(ground, desks, subject);
  if (subject.kind === 'organisation') return;
  fileFund(ground, desks, subject, card);
  filePolice(ground, desks, subject);
}

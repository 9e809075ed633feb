import { AgencyOperations, LegOperations, type Operations } from '@dianda/inquiry';

/** Operations that no test without a database may reach; what they do is shown on one. */
export function untouchedOperations(): Operations {
  return { agencies: new UntouchedAgencies(), legs: new UntouchedLegs() };
}

class UntouchedAgencies extends AgencyOperations {
  override list = untouched;
  override find = untouched;
  override enable = untouched;
  override hold = untouched;
  override resume = untouched;
  override setConcurrency = untouched;
  override setQuota = untouched;
  override planMaintenance = untouched;
  override endMaintenance = untouched;
}

class UntouchedLegs extends LegOperations {
  override search = untouched;
  override find = untouched;
  override attempts = untouched;
  override intervene = untouched;
}

function untouched(): never {
  throw new Error('unscripted use of operations');
}

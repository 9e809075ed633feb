import {
  AccountOperations,
  AgencyOperations,
  LegOperations,
  StaffOperations,
  type Operations,
} from '@dianda/inquiry';

/** Operations that no test without a database may reach; what they do is shown on one. */
export function untouchedOperations(): Operations {
  return {
    agencies: new UntouchedAgencies(),
    legs: new UntouchedLegs(),
    staff: new UntouchedStaff(),
    accounts: new UntouchedAccounts(),
  };
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

class UntouchedStaff extends StaffOperations {
  override listCourts = untouched;
  override putCourt = untouched;
  override listOfficers = untouched;
  override enrolOfficer = untouched;
  override updateOfficer = untouched;
  override disableOfficer = untouched;
}

class UntouchedAccounts extends AccountOperations {
  override list = untouched;
  override make = untouched;
  override makeFirstAdministrator = untouched;
  override setDisabled = untouched;
  override resetPassword = untouched;
}

function untouched(): never {
  throw new Error('unscripted use of operations');
}

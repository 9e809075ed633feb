import { isOpen, legStates, legTransitions, mayBecome } from '../index.js';

describe('leg states', () => {
  it('are all reachable from pending', () => {
    const reached = new Set<string>(['pending']);
    for (const _turn of legStates) {
      for (const state of legStates) {
        if (reached.has(state)) legTransitions[state].forEach((next) => reached.add(next));
      }
    }
    expect([...reached].sort()).toEqual([...legStates].sort());
  });

  it('let every open state end, and never reopen what is answered or cancelled', () => {
    for (const state of legStates) {
      if (isOpen(state)) expect(mayBecome(state, 'cancelled')).toBe(true);
    }
    expect(legTransitions.answered).toEqual([]);
    expect(legTransitions.cancelled).toEqual([]);
  });

  it('let a late answer follow no answer, and nothing else', () => {
    expect(legTransitions.unanswered).toEqual(['answered']);
  });

  it('never go from waiting back to pending, where the reason to wait would be lost', () => {
    expect(mayBecome('waiting', 'pending')).toBe(false);
  });
});

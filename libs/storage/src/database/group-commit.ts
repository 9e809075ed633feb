interface Waiting<Request, Result> {
  readonly request: Request;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** How much goes into one turn. */
export interface TurnBounds<Request> {
  readonly mostRequests: number;
  /** What a request weighs, such as its bytes; one that is heavier than `mostWeight` goes alone. */
  readonly weightOf: (request: Request) => number;
  readonly mostWeight: number;
}

/**
 * Lets requests that pile up while one transaction is under way go together in the next: under load one commit serves
 * many, and a request that comes alone waits for nobody. There is no timer.
 *
 * A turn that fails says nothing about its single requests, so each of them is then run alone: one that cannot be done
 * takes no other with it.
 */
export class GroupCommit<Request, Result> {
  private waiting: Waiting<Request, Result>[] = [];
  private isRunning = false;

  /** `run` does all of its requests or none, and answers one result for each, in their order. */
  constructor(
    private readonly run: (requests: readonly Request[]) => Promise<readonly Result[]>,
    private readonly bounds: TurnBounds<Request>,
  ) {}

  do(request: Request): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ request, resolve, reject });
      if (!this.isRunning) void this.runAll();
    });
  }

  private async runAll(): Promise<void> {
    this.isRunning = true;
    // One turn of the loop collects what a burst brings.
    await new Promise(setImmediate);
    while (this.waiting.length > 0) await this.runTurn(this.takeTurn());
    this.isRunning = false;
  }

  private takeTurn(): readonly Waiting<Request, Result>[] {
    const { mostRequests, mostWeight, weightOf } = this.bounds;
    let weight = 0;
    let count = 0;
    for (const { request } of this.waiting) {
      weight += weightOf(request);
      if (count === mostRequests || (count > 0 && weight > mostWeight)) break;
      count += 1;
    }
    const turn = this.waiting.slice(0, count);
    this.waiting = this.waiting.slice(count);
    return turn;
  }

  private async runTurn(turn: readonly Waiting<Request, Result>[]): Promise<void> {
    try {
      const results = await this.run(turn.map(({ request }) => request));
      if (results.length !== turn.length) throw new TypeError('a turn answered not all of its requests');
      for (const [place, result] of results.entries()) turn[place]?.resolve(result);
    } catch (error) {
      if (turn.length === 1) turn[0]?.reject(error);
      else for (const each of turn) await this.runTurn([each]);
    }
  }
}

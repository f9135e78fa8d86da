/** One player process, as its owner sees it: asked one thing at a time, ended by its owner, and replaced after it dies or hangs. */
import { type ChildProcess, fork } from "node:child_process";
import { assert } from "@tandem/kernel";
import type { PlayAnswer, PlayerReady, PlayJob } from "./play-job.ts";

/** Room for young objects, in MiB: nearly all of a history is garbage once it is over, and is then never copied. */
const YOUNG_MIB = 64;
/** Of what a dying process said, the end is kept: it is where the reason stands. */
const STDERR_LETTERS_MAX = 4_000;

export interface Player {
  /**
   * Resolves also when the process dies or takes too long, as `crashed`; the next job then starts a new one. Once the player is ended, what
   * is asked and what was asked resolve as `stopped`.
   */
  ask(job: PlayJob): Promise<PlayAnswer>;
  /** What the simulation knows; undefined until the first answer. */
  known(): PlayerReady["known"] | undefined;
  end(): void;
}

export interface PlayerOptions {
  /** The program, a path. */
  readonly program: string;
  readonly args: readonly string[];
  /** A job that takes longer hangs: many times what the slowest takes. */
  readonly patienceMs: number;
}

export function createPlayer({ program, args, patienceMs }: PlayerOptions): Player {
  let child: ChildProcess | undefined;
  let known: PlayerReady["known"] | undefined;
  let stderr = "";
  let isBusy = false;
  let isEnded = false;

  function start(): ChildProcess {
    stderr = "";
    const started = fork(program, args, {
      execArgv: ["--disable-warning=ExperimentalWarning", `--max-semi-space-size=${YOUNG_MIB}`],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    started.stderr?.setEncoding("utf8").on("data", (text: string) => {
      stderr = (stderr + text).slice(-STDERR_LETTERS_MAX);
    });
    child = started;
    return started;
  }

  return {
    async ask(job) {
      assert(!isBusy, "a player is asked one thing at a time");
      if (isEnded) return { kind: "stopped" };
      isBusy = true;
      const asked = child ?? start();
      try {
        const answer = await answerOf(asked, {
          job,
          // A job that is to take a stated time is waited for that much longer.
          patienceMs: patienceMs + (job.kind === "shrink" ? job.budgetMs : 0),
          onReady: (ready) => {
            known = ready.known;
          },
        });
        if (answer.kind !== "crashed") return answer;
        child = undefined;
        asked.kill("SIGKILL");
        if (isEnded) return { kind: "stopped" };
        return { ...answer, why: [answer.why, stderr.trim()].filter((part) => part !== "").join("\n") };
      } finally {
        isBusy = false;
      }
    },
    known: () => known,
    end() {
      isEnded = true;
      child?.kill("SIGKILL");
      child = undefined;
    },
  };
}

function answerOf(
  child: ChildProcess,
  options: {
    readonly job: PlayJob;
    readonly patienceMs: number;
    readonly onReady: (ready: PlayerReady) => void;
  },
): Promise<PlayAnswer> {
  const { job, patienceMs, onReady } = options;
  return new Promise((resolve) => {
    const finish = (answer: PlayAnswer) => {
      clearTimeout(timer);
      child.off("message", hear).off("error", fail).off("close", die);
      resolve(answer);
    };
    const hear = (message: unknown) => {
      const said = message as PlayAnswer | PlayerReady;
      if (said.kind === "ready") onReady(said);
      else finish(said);
    };
    const fail = (error: Error) =>
      finish({ kind: "crashed", why: `the player could not be reached: ${error.message}` });
    const die = (code: number | null, signal: string | null) =>
      finish({ kind: "crashed", why: `the player ended with ${code ?? signal}` });
    const timer = setTimeout(
      () => finish({ kind: "crashed", why: `gave no answer within ${patienceMs / 1_000} s` }),
      patienceMs,
    );
    child.on("message", hear).on("error", fail).on("close", die);
    child.send(job, (error) => error !== null && fail(error));
  });
}

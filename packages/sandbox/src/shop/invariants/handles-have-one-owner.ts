/**
 * A handle is one customer's in the whole world, until he is forgotten. Judged by what people were told alone, as a register that all of them
 * share; and each answer by the table, where its changes are known: it says what stood there at some moment while he waited.
 */
import type { Evidence } from "../evidence.ts";
import { type HandleStory, type HandleWord, handleStories, unexplained } from "../handle-words.ts";
import type { Breach, Invariant } from "../invariant.ts";

export const handlesHaveOneOwner: Invariant = {
  name: "handles have one owner",
  promise: "A handle that was acknowledged to a customer is nobody else's for as long as he is not forgotten.",
  breaches: (evidence) =>
    handleStories(evidence).flatMap((story) => [...twoOwners(story), ...otherThanTheTable(evidence, story)]),
};

function twoOwners(story: HandleStory): readonly Breach[] {
  const word = unexplained(story);
  if (word === undefined) return [];
  const says = `${word.tried.operationId} was told that ${story.handle} is ${word.told} in ${word.tried.region}, which no single owner explains`;
  return [{ says, about: story.handle }];
}

function otherThanTheTable({ history }: Evidence, { handle, words }: HandleStory): readonly Breach[] {
  if (!history.events.some(({ kind }) => kind === "claimed")) return [];
  const owners = history.events.flatMap((event, index) =>
    event.kind === "claimed" && event.name === `handle#${handle}` ? [{ index, owner: event.owner }] : [],
  );
  return words
    .filter((word) => {
      const { askedAt, answeredAt } = word.tried;
      const before = owners.findLast(({ index }) => index < askedAt)?.owner;
      const within = owners.filter(({ index }) => index > askedAt && index < answeredAt).map(({ owner }) => owner);
      return ![before, ...within].some((owner) => fits(word, owner));
    })
    .map(({ tried, told }) => ({
      says: `${tried.operationId} was told that ${handle} is ${told} in ${tried.region}, and the table never said so meanwhile`,
      about: handle,
    }));
}

function fits({ customer, told }: HandleWord, owner: string | undefined): boolean {
  if (told === "nobody's") return owner === undefined;
  return told === "mine" ? owner === customer : owner !== undefined && owner !== customer;
}

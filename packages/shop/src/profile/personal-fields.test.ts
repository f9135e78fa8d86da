/** What tells who somebody is lies in the profile, and in a handle, which is no record of the shop's: no other kind of item has a field for it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PROFILE_FIELDS } from "./profile.ts";

const SHOP = join(import.meta.dirname, "..");
const PROFILE = join("profile", "profile.ts");
/** A product has a name, and nobody is called by it. */
const OF_THINGS: Readonly<Record<string, readonly string[]>> = {
  [join("catalog", "product.ts")]: ["name"],
  [join("catalog", "listing.ts")]: ["name"],
};
const SCHEMA_FIELD = new RegExp(`^\\s*(${PROFILE_FIELDS.join("|")})\\??: *(?:z\\.|[A-Z]\\w*\\.|Edit)`, "gm");

function personalFieldsIn(text: string): readonly string[] {
  return [...text.matchAll(SCHEMA_FIELD)].flatMap(([, field]) => field ?? []);
}

function declarationsOf(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return files.filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !file.includes("testing"));
}

test("no kind of item but the profile has a field for what tells who somebody is", () => {
  const found = declarationsOf(SHOP).flatMap((file) => {
    const text = readFileSync(join(SHOP, file), "utf8");
    if (!/declare(?:Fact|Fragment)\(/.test(text) || file === PROFILE) return [];
    const fields = personalFieldsIn(text).filter((field) => OF_THINGS[file]?.includes(field) !== true);
    return fields.map((field) => `${file}: ${field}`);
  });

  expect(found).toEqual([]);
});

test("the profile's own fields are found this way, and so would be another's", () => {
  expect(personalFieldsIn(readFileSync(join(SHOP, PROFILE), "utf8"))).toEqual(PROFILE_FIELDS);
  expect(personalFieldsIn("const PlacedData = z.object({\n  email: z.string(),\n});")).toEqual(["email"]);
});

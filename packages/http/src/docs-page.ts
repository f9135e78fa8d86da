/** The API's description as one page of HTML: every route, what it takes and what it answers. */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { html, raw } from "hono/html";
import { DOCS_STYLE } from "./docs-style.ts";

type Description = ReturnType<OpenAPIHono["getOpenAPI31Document"]>;
type Markup = ReturnType<typeof html>;

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Content };
  readonly responses?: Readonly<Record<string, { readonly description?: string; readonly content?: Content }>>;
}

interface Parameter {
  readonly name?: string;
  readonly in?: string;
  readonly schema?: object;
  readonly description?: string;
}

type Content = Readonly<Record<string, { readonly schema?: object }>>;

const METHODS = ["get", "put", "post", "patch", "delete"] as const;

export function docsPage(description: Description): Markup {
  const operations = Object.entries(description.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = (item as Record<string, Operation | undefined>)[method];
      return operation === undefined ? [] : [{ method, path, operation }];
    }),
  );
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${description.info.title}</title>
<style>${raw(DOCS_STYLE)}</style>
</head>
<body>
<header>
<h1>${description.info.title}</h1>
<p>${description.info.description ?? ""} The same as data: <a href="/openapi.json">openapi.json</a>.</p>
<nav>${operations.map(({ method, path }) => html`<a href="#${anchor(method, path)}">${method.toUpperCase()} ${path}</a>`)}</nav>
</header>
<main>
${operations.map(({ method, path, operation }) => operationSection(method, path, operation))}
<h2>Shapes</h2>
${Object.entries(description.components?.schemas ?? {}).map(
  ([name, schema]) => html`<section id="shape-${name}"><h3>${name}</h3>${shape(schema)}</section>`,
)}
</main>
</body>
</html>`;
}

function operationSection(method: string, path: string, operation: Operation): Markup {
  const parameters = operation.parameters ?? [];
  const responses = Object.entries(operation.responses ?? {});
  return html`<section id="${anchor(method, path)}">
<h2><b class="${method}">${method.toUpperCase()}</b> ${path}</h2>
<p>${operation.summary ?? ""}${operation.security === undefined ? "" : html` <em>needs a token</em>`}</p>
${operation.description === undefined ? "" : html`<p>${operation.description}</p>`}
${
  parameters.length === 0
    ? ""
    : html`<table><thead><tr><th>Parameter</th><th>In</th><th>What</th></tr></thead><tbody>${parameters.map(
        ({ name, in: place, schema, description }) =>
          html`<tr><td><code>${name ?? ""}</code></td><td>${place ?? ""}</td><td>${description ?? ""} ${typeOf(schema)}</td></tr>`,
      )}</tbody></table>`
}
${operation.requestBody === undefined ? "" : html`<h4>Body</h4>${bodies(operation.requestBody.content)}`}
<table><thead><tr><th>Answer</th><th>What</th><th>Shape</th></tr></thead><tbody>${responses.map(
    ([status, response]) =>
      html`<tr><td>${status}</td><td>${response.description ?? ""}</td><td>${bodies(response.content)}</td></tr>`,
  )}</tbody></table>
</section>`;
}

function bodies(content: Content | undefined): readonly Markup[] {
  return Object.values(content ?? {}).map(({ schema }) => html`${typeOf(schema)}`);
}

function shape(schema: object): Markup {
  return html`<pre>${JSON.stringify(schema, undefined, 2)}</pre>`;
}

function typeOf(schema: object | undefined): Markup | string {
  if (schema === undefined) return "";
  if ("$ref" in schema && typeof schema.$ref === "string") {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf("/") + 1);
    return html`<a href="#shape-${name}">${name}</a>`;
  }
  return html`<code>${JSON.stringify(schema)}</code>`;
}

function anchor(method: string, path: string): string {
  return `${method}${path.replaceAll(/[^a-z0-9]+/gi, "-")}`;
}

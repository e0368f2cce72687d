// What an app does with the generated types; it need not run, it must compile under --strict.
import type { components, operations, paths } from "./api";

type Schemas = components["schemas"];
type Block = NonNullable<Schemas["Story"]["body"]>[number];

export const query: NonNullable<paths["/api/v1/articles/"]["get"]["parameters"]["query"]> = {
  language: "kk",
  limit: 20,
  fields: "lead,photo",
};

export function headlines(page: Schemas["ArticlePage"]): string[] {
  return page.items.map((card) => `${card.headline} ${card.lead ?? ""} ${card.photo?.renditions[0]?.width ?? ""}`);
}

// A block that is not named here would not compile: the union is told apart by `type`.
export function words(block: Block): string {
  switch (block.type) {
    case "paragraph":
    case "heading":
      return block.content.text;
    case "list":
      return block.items.map((item) => item.content.text).join("\n");
    case "quote":
      return block.blocks.map(words).join("\n");
    case "table":
      return block.rows.map((row) => row.map((cell) => cell.content.text).join("\t")).join("\n");
    case "figure":
    case "embed":
    case "widget":
      return block.caption.text;
    default: {
      const forgotten: never = block;
      return forgotten;
    }
  }
}

export function apply(store: Map<number, Schemas["ArticleCard"]>, changes: Schemas["Changes"]): string {
  for (const { article } of changes.changed) store.set(article.id, article);
  for (const { id } of changes.removed) store.delete(id);
  return changes.cursor;
}

type Problem = operations["articles_list"]["responses"]["400"]["content"]["application/problem+json"];
export const faults = (problem: Problem): string[] => (problem.errors ?? []).map((fault) => fault.detail);

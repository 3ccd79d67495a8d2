// How the tables of findings go into the store.

extension NativeTableRule {
  static let findingRules: [String: NativeTableRule] = [
    "searches": NativeTableRule(
      table: "search",
      columns: [
        ("right", "right_id", .right), ("day", "day", .plain),
        ("freedom_to_operate", "freedom_to_operate", .plain), ("dependence", "dependence", .plain),
        ("evaluation_report", "evaluation_report", .plain), ("document", "document", .plain),
      ], key: ["right_id", "day"]),
    "maturity": NativeTableRule(
      table: "maturity",
      columns: [
        ("right", "right_id", .right), ("day", "day", .plain),
        ("technology_readiness", "technology_readiness", .plain),
        ("industrial_prospect", "industrial_prospect", .plain), ("working", "working", .plain),
        ("document", "document", .plain),
      ], key: ["right_id", "day"]),
    "procedures": NativeTableRule(
      table: "procedure_step",
      columns: [
        ("right", "right_id", .right), ("step", "step", .plain), ("day", "day", .plain),
        ("decision", "decision", .plain), ("by", "done_by", .plain), ("document", "document", .plain),
      ], key: ["right_id", "step", "day"]),
    "agreements": NativeTableRule(
      table: "agreement",
      columns: [
        ("agreement", "agreement", .plain), ("right", "right_id", .right), ("kind", "kind", .plain),
        ("counterparty", "counterparty_id", .party), ("day", "day", .plain), ("to_day", "to_day", .plain),
        ("signed", "signed", .plain), ("ownership", "ownership", .plain), ("reward", "reward", .plain),
        ("improvements", "improvements", .plain), ("confidentiality", "confidentiality", .plain),
        ("warranty", "warranty", .plain), ("remedies", "remedies", .plain), ("document", "document", .plain),
      ], key: ["agreement", "right_id"]),
    "product_filings": NativeTableRule(
      table: "product_filing",
      columns: [
        ("product", "product_id", .product), ("filing", "filing", .plain), ("day", "day", .plain),
        ("to_day", "to_day", .plain),
      ], key: ["product_id", "filing"]),
    "trademark_use": NativeTableRule(
      table: "trademark_use",
      columns: [
        ("right", "right_id", .right), ("nice_class", "nice_class", .plain), ("day", "day", .plain),
        ("use", "use_kind", .plain), ("last_use_day", "last_use_day", .plain),
        ("good_reason", "good_reason", .plain), ("document", "document", .plain),
      ], key: ["right_id", "nice_class", "day"]),
    "secrets": NativeTableRule(
      table: "secret_record",
      columns: [
        ("right", "right_id", .right), ("day", "day", .plain), ("register_entry", "register_entry", .plain),
        ("level", "level", .plain), ("term", "term", .plain), ("term_end", "term_end", .plain),
        ("people", "people", .plain), ("media", "media", .plain), ("places", "places", .plain),
        ("reverse_engineering", "reverse_engineering", .plain),
        ("independent_discovery", "independent_discovery", .plain), ("document", "document", .plain),
      ], key: ["right_id", "day"]),
    "risk_answers": NativeTableRule(
      table: "risk_answer",
      columns: [
        ("checklist", "checklist", .otherwise("ip-risk")), ("question", "question", .plain),
        ("subject", "subject", .plain), ("day", "day", .plain), ("answer", "answer", .plain),
        ("owner", "owner", .plain), ("due_day", "due_day", .plain), ("closed_day", "closed_day", .plain),
        ("note", "note", .plain),
      ], key: ["checklist", "question", "subject", "day"]),
  ]
}

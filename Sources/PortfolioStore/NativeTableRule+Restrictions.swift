// How the tables of restrictions go into the store.

extension NativeTableRule {
  static let restrictionRules: [String: NativeTableRule] = [
    "restrictions": NativeTableRule(
      table: "restriction",
      columns: [
        ("right", "right_id", .right), ("kind", "kind", .plain), ("day", "day", .plain),
        ("holds", "holds", .plain), ("to_day", "to_day", .plain), ("counterparty", "counterparty", .plain),
        ("document", "document", .plain),
      ], key: ["right_id", "kind", "day"]),
    "complete_lists": NativeTableRule(
      table: "complete_list",
      columns: [
        ("list", "list", .plain), ("day", "day", .plain), ("by", "stated_by", .plain),
        ("document", "document", .plain),
      ], key: ["list", "day"]),
  ]
}

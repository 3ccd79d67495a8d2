// How the tables of valuation go into the store.

extension NativeTableRule {
  static let valueRules: [String: NativeTableRule] = [
    "product_figures": NativeTableRule(
      table: "product_figure",
      columns: [
        ("product", "product_id", .product), ("year", "year", .plain), ("item", "item", .plain),
        ("amount", "amount", .plain), ("currency", "currency", .otherwise("CNY")),
        ("recorded_on", "recorded_on", .plain),
      ], key: ["product_id", "year", "item"]),
    "attributions": NativeTableRule(
      table: "attribution",
      columns: [
        ("product", "product_id", .product), ("right", "right_id", .right),
        ("share_percent", "share_basis_points", .plain), ("evidence", "evidence", .plain),
      ], key: ["product_id", "right_id"]),
    "comparables": NativeTableRule(
      table: "comparable",
      columns: [
        ("deal", "deal", .plain), ("product", "product_id", .product), ("year", "year", .plain),
        ("royalty_percent", "royalty_basis_points", .plain), ("lump_sum", "lump_sum", .plain),
        ("profit_share_percent", "profit_share_basis_points", .plain),
        ("currency", "currency", .otherwise("CNY")),
        ("adjustment_permille", "adjustment_permille", .plain), ("reason", "reason", .plain),
        ("source", "source", .plain),
      ], key: ["deal"]),
    "intangibles": NativeTableRule(
      table: "intangible",
      columns: [
        ("intangible", "code", .plain), ("kind", "kind", .plain), ("name", "name", .plain),
        ("product", "product_id", .product), ("unit", "unit_id", .unit), ("to_day", "to_day", .plain),
        ("evidence", "evidence", .plain),
      ], key: ["code"]),
  ]
}

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

extension NativeTableRule {
  /// The tables of which a whole file says what there is, so that a row it no longer holds may end: those that keep their
  /// versions. By the store's name of the table.
  static let endable: [String: NativeTableRule] = Dictionary(
    uniqueKeysWithValues: rules.values.filter(\.keepsVersions).map { ($0.table, $0) })

  /// Whether a row may name the day of its own end.
  var hasEnd: Bool { columns.contains { $0.stored == "to_day" } }

  private static let rightName =
    "(SELECT coalesce(own_number, application_number, title) FROM ip_right WHERE id = t.right_id)"
  private static let productName = "(SELECT code FROM product WHERE id = t.product_id)"

  /// What a row is called by its key: SQL over the table as `t`.
  var keyName: String {
    let parts = key.map { name -> String in
      let column = columns.first { $0.stored == name }
      switch column?.conversion {
      case .right: return NativeTableRule.rightName
      case .product: return NativeTableRule.productName
      case .party: return "(SELECT name FROM party WHERE id = t.\(name))"
      case .plain, .unit, .otherwise, nil: return "t.\(name)"
      }
    }.map { "coalesce(\($0), '')" }
    return "trim(replace(\(parts.joined(separator: " || ' ' || ")), '  ', ' '))"
  }

  /// What a row of such a table is called for people: SQL over the table as `t`.
  var rowName: String {
    let (right, product) = (NativeTableRule.rightName, NativeTableRule.productName)
    switch table {
    case "revenue": return "trim(\(product) || ' ' || t.year || ' ' || t.kind || ' ' || t.market)"
    case "product_figure": return "\(product) || ' ' || t.item || ' ' || t.year"
    case "attribution", "product_link": return "\(product) || ' ' || \(right)"
    case "comparable": return "t.deal"
    case "cost": return "\(right) || ' ' || t.day || ' ' || t.kind"
    default: return "t.code"
    }
  }
}

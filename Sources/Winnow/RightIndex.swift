internal import PortfolioCore

/// Finds the row of a right for many numbers as people and agents write them.
struct RightIndex {
  private var rows: [String: Int] = [:]
  private static let several = -1

  init(_ table: FactTable) {
    for row in 0..<table.count {
      let office = table[.office]?.category(row) ?? ""
      var names: Set<String> = []
      for column in ["number", "application-number", "publication-number"] {
        let plain = RightFinder.plain(table.text(column, row))
        guard !plain.isEmpty else { continue }
        names.insert(plain)
        if column == "number" { continue }
        let bare = plain.hasPrefix(office) ? String(plain.dropFirst(office.count)) : plain
        names.formUnion([bare, office + bare])
        guard office == "CN", column == "application-number" else { continue }
        names.insert("ZL" + bare)
        // Chinese application numbers are often written without the check digit.
        if table.text(column, row).contains("."), bare.utf8.count > 9 {
          let short = String(bare.dropLast())
          names.formUnion([short, "CN" + short, "ZL" + short])
        }
      }
      for name in names {
        if let known = rows[name], known != row { rows[name] = RightIndex.several } else { rows[name] = row }
      }
    }
  }

  /// What a number leads to.
  enum Found {
    case row(Int)
    case several
    case none
  }

  func find(_ text: String) -> Found {
    switch rows[RightFinder.plain(text)] {
    case nil: return .none
    case RightIndex.several?: return .several
    case let row?: return .row(row)
    }
  }
}

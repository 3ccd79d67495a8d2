import PortfolioCore

/// Checks a folder against the description of the native format and against the as-of day of the stories.
struct SampleFolderCheck {
  let folder: SampleFolder

  /// Columns whose days may lie after the as-of day.
  private static let futureColumns: Set<String> = [
    "rights.expiry_day", "licences.to_day", "pledges.to_day", "funding.to_day", "product_links.to_day",
    "agreements.to_day", "secrets.term_end", "risk_answers.due_day", "product_filings.to_day",
    "intangibles.to_day",
  ]

  /// Everything that is wrong, table by table.
  func faults() -> [String] {
    var faults: [String] = []
    for name in folder.rows.keys.sorted() where NativeFormat.table(name) == nil {
      faults.append("\(folder.name): no table \(name)")
    }
    for table in NativeFormat.tables {
      let rows = folder.rows[table.name] ?? []
      let columnNames = Set(table.columns.map(\.name))
      var keys: Set<[String]> = []
      for (index, row) in rows.enumerated() {
        let place = "\(folder.name)/\(table.name).csv row \(index + 1)"
        for name in row.keys.sorted() where !columnNames.contains(name) {
          faults.append("\(place): no column \(name)")
        }
        if !keys.insert(table.key.map { row[$0] ?? "" }).inserted {
          faults.append("\(place): a second row with the same key")
        }
        for column in table.columns {
          guard let cell = row[column.name] else {
            if column.required { faults.append("\(place): \(column.name) is missing") }
            continue
          }
          if let fault = fault(of: cell, in: column, table: table, row: row) {
            faults.append("\(place): \(column.name) '\(cell)': \(fault)")
          }
        }
      }
    }
    return faults + namesWithoutParty()
  }

  private func fault(
    of cell: String, in column: NativeFormat.Column, table: NativeFormat.Table, row: [String: String]
  ) -> String? {
    switch column.type {
    case .text:
      return cell.utf8.contains { $0 < 0x20 } ? "control character" : nil
    case .day:
      guard let day = CalendarDay(iso: cell) else { return "not a day" }
      let mayBeLater = SampleFolderCheck.futureColumns.contains("\(table.name).\(column.name)")
      return day > SampleCatalogue.asOf && !mayBeLater ? "after the as-of day" : nil
    case .office:
      return cell.utf8.count == 2 && cell.utf8.allSatisfy { (0x41...0x5A).contains($0) }
        ? nil : "not two capital letters"
    case .market: return CountryCode.isKnown(cell) ? nil : "no country"
    case .integer(let range):
      guard let number = Int(cell), range.contains(number) else { return "not a number of \(range)" }
      return nil
    case .money, .signedMoney:
      guard let currency = Currency(code: row["currency"] ?? "CNY"),
        Money(decimal: cell, currency: currency) != nil
      else { return "not an amount" }
      return nil
    case .percent:
      guard let percent = Double(cell), (0...100).contains(percent) else { return "not a percentage" }
      return nil
    case .flag: return ["yes", "no"].contains(cell) ? nil : "neither yes nor no"
    case .word(let words): return words.contains(cell) ? nil : "none of \(words.joined(separator: ", "))"
    case .list:
      let items = cell.split(separator: ";", omittingEmptySubsequences: false)
      return items.contains { $0.isEmpty || $0.first == " " || $0.last == " " } ? "empty item" : nil
    case .reference(let target):
      return names[target]?.contains(cell) == true ? nil : "no such row in \(target)"
    }
  }

  /// The names of the rows of each table, by its first column.
  private var names: [String: Set<String>]

  init(folder: SampleFolder) {
    self.folder = folder
    var names: [String: Set<String>] = [:]
    for table in NativeFormat.tables {
      names[table.name] = Set((folder.rows[table.name] ?? []).compactMap { $0[table.columns[0].name] })
    }
    self.names = names
  }

  /// Applicants and owners are lists, not references; in a sample they must be parties all the same.
  private func namesWithoutParty() -> [String] {
    let parties = names["parties"] ?? []
    return (folder.rows["rights"] ?? []).flatMap { row in
      ["applicants", "owners"].flatMap { column in
        (row[column] ?? "").split(separator: ";").map(String.init).filter { !parties.contains($0) }
      }.map { "\(folder.name)/rights.csv \(row["right"] ?? ""): '\($0)' is not among the parties" }
    }
  }
}

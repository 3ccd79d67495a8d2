internal import PortfolioCore
internal import PortfolioStore

/// Where each right comes from: kind and country of its owner, priority abroad.
struct OriginFacts {
  let snapshot: PortfolioSnapshot

  /// Offices that are no country's own.
  private static let regional: Set<String> = ["EP", "WO", "EA", "AP", "OA", "GC", "EM", "UP", "IB", "BX"]

  func columns() -> [FactColumn] {
    let rows = snapshot.count
    var kind = ColumnBuilder(.ownerKind, rows: rows)
    var origin = ColumnBuilder(.ownerOrigin, rows: rows)
    var priority = ColumnBuilder(.foreignPriority, rows: rows)
    let kinds = snapshot.kind.names.map { RightKind(rawValue: $0) }
    for row in 0..<rows {
      let rightKind = snapshot.kind.codes[row] >= 0 ? kinds[Int(snapshot.kind.codes[row])] : nil
      if let word = snapshot.ownerKind[row] { kind.append(word: word) } else { kind.append(missing: .unknown) }
      if let country = snapshot.ownerCountry[row], let office = snapshot.office[row], !office.isEmpty,
        !OriginFacts.regional.contains(office)
      {
        origin.append(word: country == office ? "domestic" : "foreign")
      } else {
        origin.append(missing: .unknown)
      }
      let hasPriority = rightKind?.isPatent ?? true
      priority.append(
        stored: snapshot.foreignPriority[row], otherwise: hasPriority ? .unknown : .notApplicable)
    }
    return [kind.column(), origin.column(), priority.column()]
  }
}

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
    let firstFilings = firstFilings()
    for row in 0..<rows {
      let rightKind = snapshot.kind.codes[row] >= 0 ? kinds[Int(snapshot.kind.codes[row])] : nil
      if let word = snapshot.ownerKind[row] {
        kind.append(word: word)
      } else {
        kind.append(missing: .unknown)
      }
      if let country = snapshot.ownerCountry[row], let office = snapshot.office[row], !office.isEmpty,
        !OriginFacts.regional.contains(office)
      {
        origin.append(word: country == office ? "domestic" : "foreign")
      } else {
        origin.append(missing: .unknown)
      }
      if rightKind?.isPatent ?? true {
        let shown = byFamily(row, firstFilings)
        if snapshot.foreignPriority[row] != PortfolioSnapshot.none {
          priority.append(snapshot.foreignPriority[row])
        } else if let shown {
          priority.append(shown)
        } else {
          priority.append(missing: .unknown)
        }
      } else {
        priority.append(missing: .notApplicable)
      }
    }
    return [kind.column(), origin.column(), priority.column()]
  }

  /// The earliest filing day of each family in the portfolio, and the offices that have it.
  private func firstFilings() -> [Int64: (day: Int32, offices: Set<Int32>)] {
    var first: [Int64: (day: Int32, offices: Set<Int32>)] = [:]
    for row in 0..<snapshot.count where snapshot.familyID[row] != 0 {
      let day = snapshot.filingDay[row]
      guard day != PortfolioSnapshot.none else { continue }
      let office = snapshot.office.codes[row]
      guard let known = first[snapshot.familyID[row]], known.day <= day else {
        first[snapshot.familyID[row]] = (day, [office])
        continue
      }
      if known.day == day { first[snapshot.familyID[row]]?.offices.insert(office) }
    }
    return first
  }

  /// What the family shows: a family of one claims nobody's priority; a member filed first elsewhere is the
  /// priority of the later ones; the first filing of its family without an earlier priority day claims none.
  private func byFamily(_ row: Int, _ first: [Int64: (day: Int32, offices: Set<Int32>)]) -> Int32? {
    if snapshot.familySize[row] == 1 { return 0 }
    let day = snapshot.filingDay[row]
    guard day != PortfolioSnapshot.none, let earliest = first[snapshot.familyID[row]] else { return nil }
    if earliest.day < day { return earliest.offices.contains(snapshot.office.codes[row]) ? nil : 1 }
    let priority = snapshot.priorityDay[row]
    return priority == PortfolioSnapshot.none || priority == day ? 0 : nil
  }
}

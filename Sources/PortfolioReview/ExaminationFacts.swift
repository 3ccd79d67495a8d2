internal import PolicyModels
internal import PortfolioCore
internal import PortfolioStore

/// How long each invention was under substantive examination: from the day on which it took effect, a legal event,
/// to the grant. Unlike the years since filing it leaves out how long the applicant put the request off.
struct ExaminationFacts {
  let snapshot: PortfolioSnapshot
  let events: LegalEventVocabulary?

  func column() -> FactColumn {
    let rows = snapshot.count
    var begun = [Int32](repeating: PortfolioSnapshot.none, count: rows)
    if let events {
      // Events stand by row and day: the first one of a right counts.
      for index in snapshot.eventRows.indices {
        let row = Int(snapshot.eventRows[index])
        guard begun[row] == PortfolioSnapshot.none, let code = snapshot.eventCodes[index],
          events.effect(office: snapshot.office[row] ?? "", code: code) == .examination
        else { continue }
        begun[row] = snapshot.eventDays[index]
      }
    }
    var years = ColumnBuilder(.examinationYears, rows: rows)
    let kinds = snapshot.kind.names.map { RightKind(rawValue: $0) }
    for row in 0..<rows {
      let kind = snapshot.kind.codes[row] >= 0 ? kinds[Int(snapshot.kind.codes[row])] : nil
      let granted = snapshot.grantDay[row]
      if let kind, kind != .invention {
        years.append(missing: .notApplicable)
      } else if granted != PortfolioSnapshot.none, begun[row] != PortfolioSnapshot.none, begun[row] <= granted {
        years.append(Double(granted - begun[row]) / 365.25)
      } else {
        years.append(missing: snapshot.granted[row] == 0 ? .notYetObservable : .unknown)
      }
    }
    return years.column()
  }
}

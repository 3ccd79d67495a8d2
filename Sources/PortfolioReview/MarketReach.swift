internal import PolicyModels
internal import PortfolioCore
internal import PortfolioStore

/// In which offices each family lives.
struct MarketReach {
  /// Where a family lives.
  struct Reach {
    /// The offices of its living members.
    var offices: Set<String> = []
    /// The states that are reached: those of national offices, and those of granted regional patents on record.
    var states: Set<String> = []
    /// Regional offices with a pending member: it can still have effect in every state.
    var pending: Set<String> = []
    /// Regional offices with a granted member whose states are not all on record.
    var open: Set<String> = []

    /// Whether the family has, or can still have, effect in a state.
    func covers(_ state: String, _ regions: RegionalOffices) -> Bool {
      states.contains(state) || pending.contains { regions.covers($0, state: state) }
    }
  }

  private var ofFamily: [Int64: Reach] = [:]
  private let snapshot: PortfolioSnapshot
  private let regions: RegionalOffices
  private let lives: (Int) -> Bool

  /// - Parameter lives: whether the right of a row is alive.
  init(_ snapshot: PortfolioSnapshot, regions: RegionalOffices, lives: @escaping (Int) -> Bool) {
    self.snapshot = snapshot
    self.regions = regions
    self.lives = lives
    for row in 0..<snapshot.count where snapshot.familyID[row] != 0 && lives(row) {
      add(row, to: &ofFamily[snapshot.familyID[row], default: Reach()])
    }
  }

  private func add(_ row: Int, to reach: inout Reach) {
    let office = snapshot.office[row] ?? ""
    reach.offices.insert(office)
    guard regions.members[office] != nil else {
      reach.states.insert(office)
      return
    }
    guard snapshot.granted[row] != 0 else {
      reach.pending.insert(office)
      return
    }
    let validations = snapshot.feeParticulars[row]?.validations ?? []
    if validations.isEmpty { reach.open.insert(office) }
    for state in validations where state.to.map({ snapshot.asOf < $0 }) ?? true {
      // Which states share unitary effect no table here says.
      if state.office == "UP" { reach.open.insert(office) } else { reach.states.insert(state.office) }
    }
  }

  /// Nil when the right has ended, its state is not known, or it has no office.
  func offices(_ row: Int) -> Reach? {
    guard let alone = own(row) else { return nil }
    return ofFamily[snapshot.familyID[row]] ?? alone
  }

  /// Where the right of a row lives by itself, whatever its family; nil as in ``offices(_:)``.
  func own(_ row: Int) -> Reach? {
    guard lives(row), let office = snapshot.office[row], !office.isEmpty else {
      return nil
    }
    var alone = Reach()
    add(row, to: &alone)
    return alone
  }
}

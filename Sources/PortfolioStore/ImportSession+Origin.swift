internal import PortfolioCore

extension ImportSession {
  /// Stores what a row states of a right's origin; what it does not state stays. True when anything changed.
  /// - Parameter incomingWins: false for a row from before what is stored, which only fills gaps.
  func storeOrigin(_ origin: RightOrigin, of rightID: Int64, incomingWins: Bool) throws -> Bool {
    guard !origin.isEmpty else { return false }
    var result = origin
    var earlier: RightOrigin?
    let load = statements.originOfRight
    load.bind(1, rightID)
    if try load.step() {
      let stored = RightOrigin(load)
      load.reset()
      earlier = stored
      let (first, second) = incomingWins ? (origin, stored) : (stored, origin)
      result = first
      if result.ownerKinds.isEmpty { result.ownerKinds = second.ownerKinds }
      result.ownerCountry = result.ownerCountry ?? second.ownerCountry
      result.inventorCount = result.inventorCount ?? second.inventorCount
      result.foreignPriority = result.foreignPriority ?? second.foreignPriority
    }
    guard result != earlier else { return false }
    let insert = statements.insertOrigin
    insert.bind(1, rightID)
    let kinds = result.ownerKinds.map(\.rawValue).joined(separator: " ")
    insert.bind(2, kinds.isEmpty ? nil : kinds)
    insert.bind(3, result.ownerCountry)
    insert.bind(4, result.inventorCount)
    insert.bind(5, result.foreignPriority.map { $0 ? 1 : 0 })
    insert.bind(6, currentBatch)
    try insert.run()
    return true
  }
}

extension RightOrigin {
  /// A row of the statement that finds a right's origin.
  init(_ row: PreparedStatement) {
    self.init()
    ownerKinds = (row.text(0) ?? "").split(separator: " ").compactMap { PartyKind(rawValue: String($0)) }
    ownerCountry = row.text(1)
    inventorCount = row.optionalInteger(2).map(Int.init)
    foreignPriority = row.optionalInteger(3).map { $0 != 0 }
  }
}

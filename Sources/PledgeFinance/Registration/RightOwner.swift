internal import PortfolioStore

/// A party that owns a right, however many rows of the table say it: one that buys another out has a row for each part.
struct RightOwner: Sendable, Equatable {
  /// Its name as on record; that of the portfolio's own unit where one of its rows is of it.
  private(set) var name: String
  /// Whether it is one of the portfolio's own units.
  private(set) var isOwnUnit: Bool
  /// Its share in basis points, the sum over its rows; nil where one of them has none.
  private(set) var share: Int?

  /// An owner.
  init(name: String, isOwnUnit: Bool = false, share: Int?) {
    self.name = name
    self.isOwnUnit = isOwnUnit
    self.share = share
  }

  /// The owners of a right, each party once, in the order of its first row.
  static func parties(_ rows: [TitleRecords.Owner], names: PartyNames) -> [RightOwner] {
    var owners: [RightOwner] = []
    for row in rows {
      guard
        let place = owners.firstIndex(where: { $0.name == row.name || names.areOne($0.name, row.name) })
      else {
        owners.append(
          RightOwner(name: row.name, isOwnUnit: row.isOwnUnit, share: row.shareBasisPoints))
        continue
      }
      if let share = owners[place].share, let more = row.shareBasisPoints {
        owners[place].share = share + more
      } else {
        owners[place].share = nil
      }
      if row.isOwnUnit, !owners[place].isOwnUnit {
        owners[place].isOwnUnit = true
        owners[place].name = row.name
      }
    }
    return owners
  }

  /// The share that belongs to nobody on record, in basis points; nil where nothing is open: where a share is not
  /// recorded, or all of them make a whole. Shares are rounded to a hundredth of a percent, each by itself.
  static func unassigned(_ owners: [RightOwner]) -> Int? {
    let shares = owners.compactMap(\.share)
    guard !shares.isEmpty, shares.count == owners.count else { return nil }
    let rest = 10_000 - shares.reduce(0, +)
    return rest >= owners.count ? rest : nil
  }

  /// What the shares of several owners make where that is more than a whole, in basis points; nil where it is not.
  static func excess(_ owners: [RightOwner]) -> Int? {
    let shares = owners.compactMap(\.share)
    guard owners.count > 1, shares.count == owners.count else { return nil }
    let sum = shares.reduce(0, +)
    return sum - 10_000 >= owners.count ? sum : nil
  }
}

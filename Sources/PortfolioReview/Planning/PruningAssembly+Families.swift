internal import PortfolioCore
internal import PortfolioStore

/// Families: all members to the same year, or none longer than the first filing.
extension PruningAssembly {
  /// Which rights hang together with others of their family, and the families.
  func families() -> (isCoupled: [Bool], members: [[Int]]) {
    var isCoupled = [Bool](repeating: false, count: count)
    guard scenario.families == .allOrNone || scenario.families == .neverAfterParent else {
      return (isCoupled, [])
    }
    var members: [Int64: [Int]] = [:]
    for row in 0..<count {
      let isAlive = [.known, .unknown].contains(fees.standing[row])
      if isAlive, let family = matcher.ties.familyOfRight[run.table.rightIDs[row]] {
        members[family, default: []].append(row)
      }
    }
    let coupled = members.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map(\.value)
    for row in coupled.joined() { isCoupled[row] = true }
    return (isCoupled, coupled)
  }

  /// Couples the classes of each family.
  func couple(_ result: inout Assembled, _ families: [[Int]]) {
    let ages = run.table[.age]
    for family in families {
      let classes = family.map { result.classOfRow[$0] }.filter { $0 >= 0 }
      guard classes.count > 1 else { continue }
      let isSame = scenario.families == .allOrNone
      // All to the one with the longest ladder, or to the first filing.
      let head = classes.max { left, right in
        if isSame {
          return (result.model.steps[Int(left)], right) < (result.model.steps[Int(right)], left)
        }
        let a = ages?.number(Int(result.model.rights[Int(left)])) ?? -1
        let b = ages?.number(Int(result.model.rights[Int(right)])) ?? -1
        return (a, right) < (b, left)
      }
      guard let head else { continue }
      for other in classes where other != head {
        result.model.couples.append((isSame: isSame, first: head, second: other))
      }
    }
  }
}

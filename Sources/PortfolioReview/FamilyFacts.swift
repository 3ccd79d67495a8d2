internal import PortfolioCore
internal import PortfolioStore

/// What a family as a whole reaches, computed once a family.
struct FamilyFacts {
  private let sizes: [Int32]
  private let granted: [Int32]
  private let triadic: [Int32]
  private let familyOfRow: [Int32]
  /// Rows whose family has a member elsewhere that the portfolio does not hold: the first filing of a priority
  /// claimed at another office. What the portfolio holds is then not the whole family.
  private let reachesBeyond: [Bool]

  init(_ snapshot: PortfolioSnapshot) {
    var numbers: [Int64: Int32] = [:]
    var rows: [Int32] = []
    rows.reserveCapacity(snapshot.count)
    for row in 0..<snapshot.count {
      let id = snapshot.familyID[row]
      if id == 0 {
        rows.append(-1)
        continue
      }
      let next = Int32(numbers.count)
      let number = numbers[id] ?? next
      if number == next { numbers[id] = next }
      rows.append(number)
    }
    var sizes = [Int32](repeating: 0, count: numbers.count)
    var grantedOffices = [Set<Int32>](repeating: [], count: numbers.count)
    var offices = [Set<Int32>](repeating: [], count: numbers.count)
    var triad = [UInt8](repeating: 0, count: numbers.count)
    let bits = snapshot.office.names.map(FamilyFacts.triadBit)
    for row in 0..<snapshot.count where rows[row] >= 0 {
      let family = Int(rows[row])
      sizes[family] += 1
      let office = snapshot.office.codes[row]
      offices[family].insert(office)
      if snapshot.granted[row] != 0 { grantedOffices[family].insert(office) }
      if office >= 0 { triad[family] |= bits[Int(office)] }
    }
    self.sizes = sizes
    granted = grantedOffices.map { Int32($0.count) }
    triadic = triad.map { Int32($0.nonzeroBitCount) }
    familyOfRow = rows
    reachesBeyond = rows.indices.map { row in
      rows[row] >= 0 && snapshot.foreignPriority[row] == 1 && offices[Int(rows[row])].count == 1
    }
  }

  private static func triadBit(_ office: String) -> UInt8 {
    switch office {
    case "US": return 1
    case "EP": return 2
    case "JP": return 4
    default: return 0
    }
  }

  /// The family's members in the portfolio, or nil when the right has no known family, or a priority shows that
  /// the family is larger.
  func size(_ row: Int) -> Int32? { reachesBeyond[row] ? nil : value(sizes, row) }

  /// Offices that have granted a member.
  func grantedOffices(_ row: Int) -> Int32? { value(granted, row) }

  /// How many of US, EP and JP the family reaches, by its members in the portfolio; nil when the source counts
  /// more members than the portfolio holds, or a priority shows such, for these may be anywhere.
  func triadicOffices(_ row: Int, sourceSize: Int32) -> Int32? {
    guard let reached = value(triadic, row), let held = value(sizes, row) else { return nil }
    if reached < 3 && reachesBeyond[row] { return nil }
    return reached == 3 || sourceSize == PortfolioSnapshot.none || sourceSize <= held ? reached : nil
  }

  /// How many of US, EP and JP a source's list of offices names.
  static func triadicOffices(list: String) -> Int32 {
    var bits: UInt8 = 0
    for office in list.split(separator: " ") { bits |= triadBit(String(office)) }
    return Int32(bits.nonzeroBitCount)
  }

  private func value(_ values: [Int32], _ row: Int) -> Int32? {
    familyOfRow[row] >= 0 ? values[Int(familyOfRow[row])] : nil
  }
}

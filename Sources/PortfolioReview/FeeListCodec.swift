internal import PortfolioCore
internal import Renewals

/// The fees that a run's amounts leave out, as column bytes and back: those of unknown amount and those paid.
enum FeeListCodec {
  /// Offices and names of fees; the columns point to them.
  struct Words: Codable {
    var list: [String]
  }

  static func encode(_ fees: FeeColumns) -> (words: Words?, columns: [(name: String, bytes: [UInt8])]) {
    guard !fees.unknown.isEmpty || !fees.paid.isEmpty else { return (nil, []) }
    var words = Words(list: [])
    var places: [String: Int64] = [:]
    func place(_ word: String) -> Int64 {
      if let known = places[word] { return known }
      let place = Int64(words.list.count)
      places[word] = place
      words.list.append(word)
      return place
    }
    let unknown = fees.unknown.flatMap { fee in
      [Int64(fee.row), Int64(fee.year), place(fee.office), Int64(fee.number), place(fee.name)]
    }
    let paid = fees.paid.flatMap { fee in
      [Int64(fee.row), Int64(fee.year), place(fee.office), fee.minorUnits]
    }
    return (
      words,
      [
        ("fee/unknown", ColumnCodec.encode(numbers: unknown)),
        ("fee/paid", ColumnCodec.encode(numbers: paid)),
      ]
    )
  }

  /// Reads the lists into some columns; false where they are damaged or do not fit the columns.
  static func decode(_ words: Words, _ reader: ColumnReader, rows: Int, into fees: inout FeeColumns) -> Bool {
    guard let unknown = try? reader.numbers("fee/unknown", Int64.self), unknown.count % 5 == 0,
      let paid = try? reader.numbers("fee/paid", Int64.self), paid.count % 4 == 0
    else { return false }
    let years = fees.firstYear..<fees.firstYear + fees.yearCount
    func word(_ place: Int64) -> String? {
      Int(exactly: place).flatMap { words.list.indices.contains($0) ? words.list[$0] : nil }
    }
    func fits(_ row: Int64, _ year: Int64) -> Bool {
      (0..<Int64(rows)).contains(row) && years.contains(Int(year))
    }
    for start in stride(from: 0, to: unknown.count, by: 5) {
      guard fits(unknown[start], unknown[start + 1]), let office = word(unknown[start + 2]),
        let number = Int(exactly: unknown[start + 3]), let name = word(unknown[start + 4])
      else { return false }
      fees.unknown.append(
        UnknownFee(
          row: Int(unknown[start]), year: Int(unknown[start + 1]), office: office, number: number, name: name)
      )
    }
    for start in stride(from: 0, to: paid.count, by: 4) {
      guard fits(paid[start], paid[start + 1]), let office = word(paid[start + 2]) else { return false }
      fees.paid.append(
        FeeColumns.PaidFee(
          row: Int(paid[start]), year: Int(paid[start + 1]), office: office, minorUnits: paid[start + 3]))
    }
    return true
  }
}

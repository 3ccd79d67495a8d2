internal import PolicyModels
internal import PortfolioCore
internal import PortfolioStore

/// The technology field and the breadth of classification of each right.
struct ClassificationFacts {
  let snapshot: PortfolioSnapshot
  let fields: TechnologyFields?

  func columns() -> [FactColumn] {
    let rows = snapshot.count
    var breadth = ColumnBuilder(.classBreadth, rows: rows)
    var field = ColumnBuilder(.technologyField, rows: rows)
    // Rights share symbols: each symbol is looked up once.
    var known: [String: String?] = [:]
    let kinds = snapshot.kind.names.map { RightKind(rawValue: $0) }
    var subclasses: [UInt32] = []
    for row in 0..<rows {
      let kind = snapshot.kind.codes[row] >= 0 ? kinds[Int(snapshot.kind.codes[row])] : nil
      let isClassified = (kind?.isPatent ?? true) && kind != .design
      subclasses.removeAll(keepingCapacity: true)
      collect(snapshot.ipc, row, &subclasses)
      collect(snapshot.cpc, row, &subclasses)
      if subclasses.isEmpty {
        breadth.append(missing: isClassified ? .unknown : .notApplicable)
        field.append(missing: isClassified ? .unknown : .notApplicable)
        continue
      }
      breadth.append(Int32(subclasses.count))
      let symbol = firstSymbol(snapshot.ipc, row) ?? firstSymbol(snapshot.cpc, row) ?? ""
      let name: String?
      if let found = known[symbol] {
        name = found
      } else {
        name = fields?.field(ofIPC: symbol).map { "\($0)" }
        known[symbol] = .some(name)
      }
      if let name { field.append(word: name) } else { field.append(missing: .unknown) }
    }
    return [breadth.column(), field.column()]
  }

  /// Adds the subclasses of a row's symbols, each once. A subclass is the first four bytes of a symbol.
  private func collect(_ texts: TextColumn, _ row: Int, _ subclasses: inout [UInt32]) {
    let range = Int(texts.offsets[row])..<Int(texts.offsets[row + 1])
    texts.bytes.withUnsafeBufferPointer { bytes in
      var start = range.lowerBound
      while start + 4 <= range.upperBound {
        var code: UInt32 = 0
        for index in start..<start + 4 { code = code << 8 | UInt32(bytes[index]) }
        if !subclasses.contains(code) { subclasses.append(code) }
        while start < range.upperBound, bytes[start] != 0x3B { start += 1 }
        start += 1
      }
    }
  }

  private func firstSymbol(_ texts: TextColumn, _ row: Int) -> String? {
    let range = Int(texts.offsets[row])..<Int(texts.offsets[row + 1])
    guard !range.isEmpty else { return nil }
    let end = texts.bytes[range].firstIndex(of: 0x3B) ?? range.upperBound
    return String(decoding: texts.bytes[range.lowerBound..<end], as: UTF8.self)
  }
}

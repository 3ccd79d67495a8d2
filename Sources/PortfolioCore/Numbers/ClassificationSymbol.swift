/// A symbol of the International or the Cooperative Patent Classification in normal form: `A61K35/28`.
///
/// The normal form has no spaces, no leading zeros of the main group, and no version or level behind it
/// (`E01B3/32(2006.01)I` is `E01B3/32`). Forms are those of WIPO standard ST.8; the fixed-width form
/// without slash (`A61K0035280000`) is read too. A subclass alone (`A61K`) counts as a symbol.
public struct ClassificationSymbol: Hashable, Sendable, Comparable {
  /// The symbol in normal form.
  public let text: String

  private init(text: String) { self.text = text }

  /// The symbol in a text that holds one, or nil.
  public init?(_ text: some StringProtocol) {
    let list = ClassificationSymbol.list(text)
    guard list.invalid.isEmpty, list.symbols.count == 1, let symbol = list.symbols.first else { return nil }
    self = symbol
  }

  /// The subclass: the first four characters (`A61K`).
  public var subclass: String { String(text.prefix(4)) }

  /// The section letter.
  public var section: String { String(text.prefix(1)) }

  /// The main group (`A61K35/00`); nil for a subclass alone.
  public var mainGroup: String? {
    guard let slash = text.utf8.firstIndex(of: 0x2F) else { return nil }
    return String(text[..<slash]) + "/00"
  }

  /// Symbols sort as text.
  public static func < (left: ClassificationSymbol, right: ClassificationSymbol) -> Bool {
    left.text < right.text
  }

  /// What a cell with any number of symbols holds.
  public struct List: Hashable, Sendable {
    /// The symbols in their order, each once.
    public var symbols: [ClassificationSymbol] = []
    /// Parts that are no symbols, as written (folded to half width), in their order.
    public var invalid: [String] = []

    /// The normal texts.
    public var texts: [String] { symbols.map(\.text) }

    /// A problem for every invalid part.
    public func problems(at place: Place?) -> [Problem] {
      invalid.map { part in
        Problem(
          .invalidClassification, at: place, value: part,
          zh: "不是 IPC 或 CPC 分类号，该分类号未采用", en: "not a symbol of the IPC or CPC; it was left out",
          remedy: BilingualText(
            zh: "分类号形如 A61K 35/28；多个分类号以分号分隔。",
            en: "Symbols look like A61K 35/28; separate several with semicolons."))
      }
    }
  }

  /// Reads a cell.
  ///
  /// Symbols are separated by `;`, `|`, commas outside brackets, `、`, line breaks, or by a space where the
  /// next word starts as a symbol does. Cells that say "nothing" give an empty list.
  public static func list(_ text: some StringProtocol) -> List {
    HalfWidth.withUTF8(text) { list(utf8: $0) }
  }

  /// Reads a cell of UTF-8 bytes. See ``list(_:)``.
  public static func list(utf8 bytes: UnsafeBufferPointer<UInt8>) -> List {
    var result = List()
    if MissingWord.isMissing(bytes) { return result }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { space in
      // Line breaks are separators: they must be seen before folding makes spaces of them.
      var count = HalfWidth.fold(bytes, into: space)
      if bytes.contains(0x0A) || bytes.contains(0x0D) {
        let marked = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
        defer { marked.deallocate() }
        for index in 0..<bytes.count {
          marked[index] = bytes[index] == 0x0A || bytes[index] == 0x0D ? 0x3B : bytes[index]
        }
        count = HalfWidth.fold(UnsafeBufferPointer(marked), into: space)
      }
      for index in 0..<count where space[index] >= 0x61 && space[index] <= 0x7A { space[index] -= 0x20 }
      let cell = UnsafeBufferPointer(rebasing: UnsafeBufferPointer(space)[..<count])
      var start = 0
      var depth = 0
      var index = 0
      while index < count {
        let byte = cell[index]
        var separator = 0
        switch byte {
        case 0x28: depth += 1
        case 0x29: depth = max(0, depth - 1)
        case 0x3B, 0x7C: separator = 1
        case 0x2C where depth == 0: separator = 1
        case 0xE3 where index + 2 < count && cell[index + 1] == 0x80 && cell[index + 2] == 0x81: separator = 3
        default: break
        }
        if separator > 0 {
          read(cell, start, index, &result)
          index += separator
          start = index
          depth = 0
        } else {
          index += 1
        }
      }
      read(cell, start, count, &result)
    }
    return result
  }

  /// Reads one part, which can hold several symbols with spaces between.
  private static func read(
    _ cell: UnsafeBufferPointer<UInt8>, _ partStart: Int, _ partEnd: Int, _ result: inout List
  ) {
    var start = partStart
    var end = partEnd
    while start < end, cell[start] == 0x20 { start += 1 }
    while end > start, cell[end - 1] == 0x20 { end -= 1 }
    while start < end {
      guard let (symbol, next) = symbol(cell, start, end) else {
        result.invalid.append(
          String(decoding: UnsafeBufferPointer(rebasing: cell[start..<end]), as: UTF8.self))
        return
      }
      if !result.symbols.contains(symbol) { result.symbols.append(symbol) }
      start = next
      while start < end, cell[start] == 0x20 { start += 1 }
    }
  }

  /// The symbol at a place, and where the next one may start.
  private static func symbol(
    _ cell: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> (ClassificationSymbol, Int)? {
    guard startsSubclass(cell, start, end) else { return nil }
    var index = start + 4
    while index < end, cell[index] == 0x20 { index += 1 }
    func digits() -> Range<Int> {
      let first = index
      while index < end, isDigit(cell[index]) { index += 1 }
      return first..<index
    }
    let subclassEnd = index
    var group = digits()
    if group.isEmpty {
      // A subclass alone, or followed by the next symbol.
      guard subclassEnd == end || startsSubclass(cell, subclassEnd, end) && subclassEnd > start + 4 else {
        return nil
      }
      return (ClassificationSymbol(text: text(cell, start..<start + 4)), subclassEnd)
    }
    var subgroup: Range<Int>
    if group.count == 10, index == end || cell[index] == 0x20 || cell[index] == 0x28 {
      // ST.8 fixed width: four digits of main group, six of subgroup, filled with zeros on the right.
      subgroup = group.startIndex + 4..<group.endIndex
      group = group.startIndex..<group.startIndex + 4
      while subgroup.count > 2, cell[subgroup.endIndex - 1] == 0x30 {
        subgroup = subgroup.startIndex..<subgroup.endIndex - 1
      }
    } else {
      while index < end, cell[index] == 0x20 { index += 1 }
      guard group.count <= 4, index < end, cell[index] == 0x2F else { return nil }
      index += 1
      while index < end, cell[index] == 0x20 { index += 1 }
      subgroup = digits()
      guard (2...6).contains(subgroup.count) else { return nil }
    }
    while group.count > 1, cell[group.startIndex] == 0x30 {
      group = group.startIndex + 1..<group.endIndex
    }
    guard cell[group.startIndex] != 0x30 else { return nil }
    let symbol = ClassificationSymbol(
      text: text(cell, start..<start + 4) + text(cell, group) + "/" + text(cell, subgroup))
    // Behind the symbol: nothing, a version in brackets, level letters, or after a space anything of ST.8.
    if index == end { return (symbol, end) }
    guard cell[index] == 0x20 || cell[index] == 0x28 else { return nil }
    while index < end {
      if cell[index] == 0x20, startsSubclass(cell, index + 1, end) { return (symbol, index + 1) }
      index += 1
    }
    return (symbol, end)
  }

  /// True when a section letter (A-H, and Y of the CPC), two digits and a letter stand at a place.
  private static func startsSubclass(
    _ cell: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> Bool {
    guard start + 4 <= end else { return false }
    let section = cell[start]
    let letter = cell[start + 3]
    return (section >= 0x41 && section <= 0x48 || section == 0x59) && isDigit(cell[start + 1])
      && isDigit(cell[start + 2]) && letter >= 0x41 && letter <= 0x5A
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }

  private static func text(_ cell: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: cell[range]), as: UTF8.self)
  }
}

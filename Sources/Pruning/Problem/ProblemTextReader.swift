internal import PortfolioCore

/// The pass over the bytes of a problem.
struct ProblemTextReader {
  private let file: String
  private let valueDecimals: Int
  private let rowDecimals: [Int]
  /// The most decimals seen of a value, and of each row.
  private(set) var mostValueDecimals = 0
  private(set) var mostRowDecimals: [Int] = []
  private(set) var builder = PruningProblemBuilder(name: "")

  private var line = 0
  private var hasHead = false
  private var isLadder = false
  private var stated = 0
  private var found = 0
  private var isOpen = false

  init(file: String, valueDecimals: Int, rowDecimals: [Int]) {
    self.file = file
    self.valueDecimals = valueDecimals
    self.rowDecimals = rowDecimals
  }

  mutating func finish() throws(ProblemList) -> PruningProblem {
    builder.setScales(value: Self.power(valueDecimals), rows: rowDecimals.map(Self.power))
    return try builder.build()
  }

  static func power(_ decimals: Int) -> Int64 {
    var value: Int64 = 1
    for _ in 0..<decimals { value *= 10 }
    return value
  }

  mutating func read(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { buffer in
      var position = PruningProblemText.start(of: bytes)
      while position < buffer.count {
        line += 1
        var end = position
        while end < buffer.count && buffer[end] != 10 { end += 1 }
        var words = Words(buffer: buffer, position: position, end: end)
        read(&words)
        position = end + 1
        if builder.problems.count >= 100 { return }
      }
      line += 1
      closeClass()
      if !hasHead {
        fault("", zh: "文件为空或没有首行", en: "The first line is missing", "winnow-problem 1 <name>")
      }
    }
  }

  private mutating func fault(_ value: String, zh: String, en: String, _ form: String) {
    builder.at(Place(file: file, line: line))
    builder.add(.pruningSyntax, value, zh: zh, en: en, zh: "应为：\(form)", en: "Expected: \(form)")
  }

  private mutating func range(_ value: String) {
    builder.at(Place(file: file, line: line))
    builder.add(
      .pruningRange, value, zh: "数值过大或小数位过多", en: "The number is too large or has too many decimals",
      zh: "绝对值应小于 2^60，小数不超过 \(PruningProblemText.mostDecimals) 位",
      en: "Stay below 2^60 with at most \(PruningProblemText.mostDecimals) decimals")
  }

  private mutating func read(_ words: inout Words) {
    guard let first = words.next() else { return }
    if first.count == 1, let byte = first.first, byte == 0x6F || byte == 0x73 {
      return readOption(&words, isStep: byte == 0x73)
    }
    let keyword = first.text
    if !hasHead {
      let version = words.next()?.text
      guard keyword == "winnow-problem", version == "1" else {
        hasHead = true
        return fault(
          keyword == "winnow-problem" ? keyword + " " + (version ?? "") : keyword, zh: "首行不是本格式第 1 版",
          en: "This is not version 1 of the format", "winnow-problem 1 <name>")
      }
      hasHead = true
      builder = PruningProblemBuilder(name: words.rest)
      return
    }
    closeClass()
    switch keyword {
    case "row": readRow(&words)
    case "choice", "ladder": openClass(&words, isLadder: keyword == "ladder")
    case "couple": readCouple(&words)
    case "atleast", "atmost":
      guard let index = words.next()?.integer, let stop = words.next()?.integer, stop >= 0,
        words.next() == nil
      else { return fault(keyword, zh: "编号有误", en: "Wrong numbers", "\(keyword) <class> <stop>") }
      builder.at(Place(file: file, line: line))
      if keyword == "atleast" {
        builder.keep(index, atLeast: stop)
      } else {
        builder.keep(index, atMost: stop)
      }
    default:
      fault(
        keyword, zh: "不认识的行", en: "Unknown line",
        "winnow-problem, row, choice, o, ladder, s, couple, atleast, atmost")
    }
  }

  private mutating func readRow(_ words: inout Words) {
    let form = "row <index> <=|>= <limit> <name>"
    guard let index = words.next()?.integer, let sense = words.next()?.text, let number = words.next() else {
      return fault("", zh: "约束行不完整", en: "The row is not complete", form)
    }
    guard index == builder.rowCount else {
      return fault("\(index)", zh: "编号应从 0 起连续", en: "Indices run from 0 without gaps", form)
    }
    guard let sense = PruningProblem.Sense(rawValue: sense) else {
      return fault(sense, zh: "比较符只能是 <= 或 >=", en: "The comparison is <= or >=", form)
    }
    guard builder.classCount == 0 else {
      return fault("\(index)", zh: "约束行要写在类之前", en: "Rows stand before the classes", form)
    }
    mostRowDecimals.append(0)
    guard let limit = value(of: number, row: index) else { return }
    builder.at(Place(file: file, line: line))
    builder.addRow(words.rest, sense, limit)
  }

  private mutating func openClass(_ words: inout Words, isLadder: Bool) {
    let form = isLadder ? "ladder <index> <steps> <name>" : "choice <index> <options> <name>"
    guard let index = words.next()?.integer, let count = words.next()?.integer, count >= 0,
      index == builder.classCount
    else { return fault("", zh: "编号应从 0 起连续", en: "Indices run from 0 without gaps", form) }
    guard count <= PruningProblemBuilder.largestCount else { return range("\(count)") }
    self.isLadder = isLadder
    stated = count
    found = 0
    isOpen = true
    builder.at(Place(file: file, line: line))
    builder.beginClass(words.rest, isLadder: isLadder)
  }

  private mutating func closeClass() {
    guard isOpen else { return }
    isOpen = false
    if found != stated {
      fault(
        "\(found)", zh: "选项行数与声明的 \(stated) 不符", en: "The class states \(stated) options",
        isLadder ? "s <value> [row:use ...]" : "o <value> [row:use ...]")
    }
    builder.at(Place(file: file, line: line))
    builder.endClass()
  }

  private mutating func readOption(_ words: inout Words, isStep: Bool) {
    let form = isStep ? "s <value> [row:use ...]" : "o <value> [row:use ...]"
    guard isOpen, isStep == isLadder else {
      return fault(
        isStep ? "s" : "o", zh: "选项行不属于任何类", en: "The line belongs to no class",
        "o below choice, s below ladder")
    }
    found += 1
    guard let number = words.next() else {
      return fault("", zh: "缺少数值", en: "The value is missing", form)
    }
    guard let amount = value(of: number, row: nil) else { return }
    builder.addValue(amount)
    while let word = words.next() {
      guard let colon = word.firstIndex(of: 0x3A), let row = Words.integer(word[..<colon]) else {
        fault(word.text, zh: "应为“行:用量”", en: "Expected row:use", form)
        break
      }
      guard let use = value(of: word[(colon + 1)...], row: row) else { break }
      builder.at(Place(file: file, line: line))
      builder.addUse(row, use)
    }
    builder.endOption()
  }

  private mutating func readCouple(_ words: inout Words) {
    guard let text = words.next()?.text, let coupling = PruningProblem.Coupling(rawValue: text),
      let first = words.next()?.integer, let second = words.next()?.integer, words.next() == nil
    else { return fault("", zh: "联动行有误", en: "The couple cannot be read", "couple <=|== <class> <class>") }
    builder.at(Place(file: file, line: line))
    builder.couple(coupling, first, second)
  }

  /// A number at the scale of the values or of a row.
  private mutating func value(of word: Words.Word, row: Int?) -> Int64? {
    guard let (mantissa, decimals) = Words.decimal(word) else {
      fault(word.text, zh: "不是数", en: "Not a number", "12, -3, 4.5")
      return nil
    }
    if decimals > 0 {
      if let row {
        if row >= 0 && row < mostRowDecimals.count {
          mostRowDecimals[row] = max(mostRowDecimals[row], decimals)
        }
      } else {
        mostValueDecimals = max(mostValueDecimals, decimals)
      }
    }
    let wanted = row.map { $0 >= 0 && $0 < rowDecimals.count ? rowDecimals[$0] : 0 } ?? valueDecimals
    guard decimals <= PruningProblemText.mostDecimals else {
      range(word.text)
      return nil
    }
    if wanted < decimals { return mantissa }
    let (number, isOver) = mantissa.multipliedReportingOverflow(by: Self.power(wanted - decimals))
    guard !isOver, number.magnitude <= UInt64(PruningProblemBuilder.largestSum) else {
      range(word.text)
      return nil
    }
    return number
  }
}

/// The words of a line.
struct Words {
  typealias Word = Slice<UnsafeBufferPointer<UInt8>>
  let buffer: UnsafeBufferPointer<UInt8>
  var position: Int
  let end: Int

  mutating func next() -> Word? {
    while position < end && Self.isBlank(buffer[position]) { position += 1 }
    guard position < end else { return nil }
    let start = position
    while position < end && !Self.isBlank(buffer[position]) { position += 1 }
    return Slice(base: buffer, bounds: start..<position)
  }

  /// What is left of the line, its words one blank apart.
  var rest: String {
    var copy = self
    var words: [String] = []
    while let word = copy.next() { words.append(word.text) }
    return words.joined(separator: " ")
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }

  static func integer(_ word: Word) -> Int? {
    guard let (mantissa, decimals) = decimal(word), decimals == 0 else { return nil }
    return Int(mantissa)
  }

  /// A number as mantissa and decimals: 12.50 is 125 and 1; 1e3 is 1000 and 0. Nil when it is none or too long.
  static func decimal(_ word: Word) -> (mantissa: Int64, decimals: Int)? {
    var index = word.startIndex
    var isNegative = false
    if index < word.endIndex, word[index] == 0x2D || word[index] == 0x2B {
      isNegative = word[index] == 0x2D
      index += 1
    }
    var mantissa: Int64 = 0
    var digits = 0
    var decimals = 0
    var isFraction = false
    while index < word.endIndex {
      let byte = word[index]
      if byte == 0x2E && !isFraction {
        isFraction = true
      } else if byte >= 0x30 && byte <= 0x39 {
        let (product, isOver) = mantissa.multipliedReportingOverflow(by: 10)
        let (sum, isOverSum) = product.addingReportingOverflow(Int64(byte - 0x30))
        if isOver || isOverSum { return (Int64.max, 99) }
        mantissa = sum
        digits += 1
        if isFraction { decimals += 1 }
      } else {
        break
      }
      index += 1
    }
    guard digits > 0 else { return nil }
    if index < word.endIndex {
      guard word[index] == 0x65 || word[index] == 0x45 else { return nil }
      guard let exponent = Int(String(decoding: word[(index + 1)...], as: UTF8.self)), exponent.magnitude < 40
      else { return nil }
      decimals -= exponent
    }
    while decimals > 0 && mantissa % 10 == 0 {
      mantissa /= 10
      decimals -= 1
      if mantissa == 0 { decimals = 0 }
    }
    while decimals < 0 {
      let (product, isOver) = mantissa.multipliedReportingOverflow(by: 10)
      if isOver { return (Int64.max, 99) }
      mantissa = product
      decimals += 1
    }
    return (isNegative ? -mantissa : mantissa, decimals)
  }
}

extension Slice where Base == UnsafeBufferPointer<UInt8> {
  var text: String { String(decoding: self, as: UTF8.self) }

  var integer: Int? { Words.integer(self) }
}

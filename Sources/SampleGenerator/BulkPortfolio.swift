import Foundation
import PortfolioCore

/// A big native folder for measurements: units, rights and one citation count each. Bytes are written
/// straight into a buffer; nothing is kept of a right once it is written.
struct BulkPortfolio {
  let rights: Int
  private let asOf = SampleCatalogue.asOf
  private let firstDay = day(2005, 1, 1)
  private static let unitCount = 24

  init(rights: Int) { self.rights = rights }

  /// Writes the folder and returns the number of bytes.
  func write(into folder: String) throws -> Int {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let rightsFile = try BulkFile(path: folder + "/rights.csv")
    let citationsFile = try BulkFile(path: folder + "/citations.csv")
    let unitsFile = try BulkFile(path: folder + "/units.csv")
    for (file, table) in [(rightsFile, "rights"), (citationsFile, "citations"), (unitsFile, "units")] {
      file.bytes += headerBytes(table)
    }
    for unit in 0..<BulkPortfolio.unitCount {
      unitsFile.bytes += Array(
        "\(unitName(unit)),\(unit == 0 ? "" : unitName(0)),示例单位\(unit),Example Unit \(unit)\n".utf8)
    }
    writeRights(to: rightsFile, citations: citationsFile)
    return try rightsFile.close() + citationsFile.close() + unitsFile.close()
  }

  private func headerBytes(_ table: String) -> [UInt8] {
    let columns = NativeFormat.table(table)?.columns.map(\.name) ?? []
    return Array((columns.joined(separator: ",") + "\n").utf8)
  }

  private func unitName(_ unit: Int) -> String { unit < 10 ? "U0\(unit)" : "U\(unit)" }

  /// Texts put together beforehand, in UTF-8: a right only picks among them.
  private struct Vocabulary {
    var titles: [[UInt8]] = []
    var lineAndIPC: [(line: [UInt8], ipc: [UInt8])] = []
    var days: [[UInt8]] = []
    var units: [[UInt8]] = []
    var owners: [[UInt8]] = []
    var inventors: [[UInt8]] = []
  }

  private func vocabulary() -> Vocabulary {
    var vocabulary = Vocabulary()
    var dice = SampleDice(seed: 5)
    var titles = TitleMaker()
    let technologies: [Technology] = [
      .bogie, .railBrake, .railDoor, .crane, .hydraulics, .cathode, .batteryPack, .valve, .pump, .sensor,
      .inspection,
      .catalyst, .membrane, .laser,
    ]
    for technology in technologies {
      for _ in 0..<16 {
        let composed = titles.title(technology, .utilityModel, &dice)
        vocabulary.titles.append(Array("\(composed.title.zh),\(composed.title.en)".utf8))
        vocabulary.lineAndIPC.append(
          (
            Array("示例\(technology.name)".utf8),
            Array("\(composed.thing.ipc);\(dice.pick(technology.ipc))".utf8)
          ))
      }
    }
    for number in firstDay.number...asOf.number {
      vocabulary.days.append(Array(CalendarDay(number: number).iso.utf8))
    }
    for unit in 0..<BulkPortfolio.unitCount {
      vocabulary.units.append(Array(unitName(unit).utf8))
      vocabulary.owners.append(Array("示例单位\(unit)".utf8))
    }
    for first in ["张某", "王某某", "李某甲", "赵某"] {
      for second in ["陈某", "刘某乙", "周某", "吴某某"] {
        vocabulary.inventors.append(Array("\(first);\(second)".utf8))
      }
    }
    return vocabulary
  }

  private func writeRights(to file: BulkFile, citations: BulkFile) {
    let words = vocabulary()
    let kinds: [(word: [UInt8], digit: UInt8, letters: (UInt8, UInt8), series: [UInt8])] = [
      (Array("invention".utf8), 0x31, (0x41, 0x42), Array("CN19".utf8)),
      (Array("utility-model".utf8), 0x32, (0x55, 0x55), Array("CN29".utf8)),
      (Array("design".utf8), 0x33, (0x53, 0x53), Array("CN39".utf8)),
    ]
    let statuses = ["in-force", "lapsed", "pending"].map { Array($0.utf8) }
    var dice = SampleDice(seed: 77)
    for number in 1...max(1, rights) {
      let life = BulkLife(dice: &dice, asOf: asOf)
      let kind = kinds[life.kind]
      func day(_ day: CalendarDay) { file.put(words.days[Int(day.number - firstDay.number)]) }
      file.put("B-")
      file.put(number, width: 7)
      file.put(comma: kind.word)
      file.put(",CN,")
      // Application number, publication number, grant number
      file.putApplication(year: life.filing.year, kindDigit: kind.digit, serial: 9_000_000 + number - 1)
      file.comma()
      if life.publication != nil {
        file.put(kind.series)
        file.put(number, width: 7)
        file.put(byte: kind.letters.0)
      }
      file.comma()
      if life.grant != nil {
        file.put(kind.series)
        file.put(number, width: 7)
        file.put(byte: kind.letters.1)
      }
      let title = dice.throwOne(of: 0...(words.titles.count - 1))
      file.put(comma: words.titles[title])
      file.comma()
      day(life.filing)
      file.put(",,")
      if let publication = life.publication { day(publication) }
      file.comma()
      if let grant = life.grant { day(grant) }
      file.put(",,")
      if let end = life.end { day(end) }
      // No family; then unit, line, status, day of observation
      file.comma()
      let unit = dice.throwOne(of: 0...(words.units.count - 1))
      file.put(comma: words.units[unit])
      file.put(comma: words.lineAndIPC[title].line)
      file.put(comma: statuses[life.grant == nil ? 2 : life.end == nil ? 0 : 1])
      file.comma()
      day(asOf)
      // IPC, CPC, classes, claims
      file.comma()
      if life.kind < 2 { file.put(words.lineAndIPC[title].ipc) }
      file.put(",,")
      file.put(life.kind == 2 ? "12-03," : ",")
      if life.kind < 2 { file.put(1 + dice.throwOne(of: 0...19), width: 0) }
      file.comma()
      if life.kind < 2 { file.put(byte: 0x31) }
      file.put(comma: words.owners[unit])
      file.put(comma: words.owners[unit])
      file.put(comma: words.inventors[dice.throwOne(of: 0...(words.inventors.count - 1))])
      file.put(",\n")
      if life.publication != nil { writeCitations(number, to: citations, &dice) }
      file.flushIfFull()
      citations.flushIfFull()
    }
  }

  private func writeCitations(_ number: Int, to file: BulkFile, _ dice: inout SampleDice) {
    let forward = dice.count(meanPermille: dice.chance(150) ? 9_000 : 900)
    file.put("B-")
    file.put(number, width: 7)
    file.put(",2026-06-30,")
    file.put(forward, width: 0)
    file.comma()
    file.put(forward / 5, width: 0)
    file.comma()
    file.put(dice.throwOne(of: 1...12), width: 0)
    file.put(",0,1\n")
  }
}

/// The days of a right of the bulk, by a simpler chance than in the stories but never contradicting itself.
private struct BulkLife {
  var kind: Int
  var filing: CalendarDay
  var publication: CalendarDay?
  var grant: CalendarDay?
  var end: CalendarDay?

  init(dice: inout SampleDice, asOf: CalendarDay) {
    kind = dice.pick([0, 1, 2], weights: [60, 30, 10])
    let age = dice.throwOne(of: 30...(kind == 0 ? 7_200 : 3_600))
    filing = asOf - age
    let granted = filing + (kind == 0 ? dice.throwOne(of: 600...1_100) : dice.throwOne(of: 150...300))
    let published = kind == 0 ? filing + 200 : granted
    if published <= asOf { publication = published }
    if granted <= asOf { grant = granted }
    guard grant != nil, dice.chance(300) else { return }
    // Lapsed on an anniversary after the grant, long enough ago that nothing can be restored.
    let first = granted.fullYears(since: filing) + 1
    let last = (asOf - 300).fullYears(since: filing)
    if first <= last { end = filing.adding(years: dice.throwOne(of: first...last)) }
  }
}

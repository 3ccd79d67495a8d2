import Foundation
import PortfolioCore
import TestSupport
import Testing

@testable import Reporting

/// One chart of every form, with wide words, gaps and values below 0.
enum ChartGallery {
  static func charts(_ language: Language, text: String = "") -> [Chart] {
    let zh = language == .zh
    func word(_ chinese: String, _ english: String) -> String {
      text.isEmpty ? (zh ? chinese : english) : text
    }
    func chart(_ id: String, _ chinese: String, _ english: String, isWide: Bool = false, _ form: ChartForm)
      -> Chart
    {
      Chart(
        id, language, title: word(chinese, english), reading: word("怎样看这张图", "How to read this chart"),
        note: word("另有 3 项未画出", "3 more are not drawn"), isWide: isWide, form)
    }
    let count = ChartMeasure(word("件数", "Rights"))
    let money = ChartMeasure(word("费用", "Fees"), unit: word("万元", "10,000 CNY"), decimals: 1)
    let years = (2026...2035).map(String.init)
    var random = SeededGenerator(seed: 9)
    let grades = ["A", "B", "C"]
    var layers: [ChartSeries] = []
    var groups: [ScatterChart.Group] = []
    for (index, grade) in grades.enumerated() {
      let name = "\(word("等级", "Grade")) \(grade)"
      let values = years.indices.map { year -> Double? in
        year == 4 && index == 2 ? nil : Double(20 + index * 10 + year * 3)
      }
      layers.append(ChartSeries(name, sign: grade, .grade(index), values))
      let points = (0..<20).map { point -> ScatterChart.Point in
        let across = random.unit() * 40
        return ScatterChart.Point(across, Double(30 + index * 20) + random.unit() * 20, "CN\(index)-\(point)")
      }
      groups.append(ScatterChart.Group(grade, .grade(index), points))
    }
    let median = (0..<10).map { year -> Double? in year == 6 ? nil : Double(100 + year * year) }
    let bands = (0..<10).map { year -> (low: Double, high: Double)? in
      let square = Double(year * year)
      return (low: 90 + square * 0.8, high: 110 + square * 1.3)
    }
    let scores = (0..<500).map { _ -> Double in 20 + 30 * (random.unit() + random.unit()) }
    var all: [Chart] = []
    all.append(
      chart(
        "bars", "各等级件数", "Rights by grade",
        .bars(
          BarChart(
            category: word("等级", "Grade"), measure: count, showsShare: true,
            bars: [
              .init(word("A 重点保持", "A keep first"), 51), .init(word("B 保持", "B keep"), 184, .grade(1)),
              .init(
                word("一个非常非常长而且放不下的名称，需要截断", "a name that is much too long for its room and has to be cut"),
                nil, .outside),
            ]))))
    all.append(
      chart(
        "signed", "净变化", "Net change",
        .bars(
          BarChart(
            category: word("单位", "Unit"), measure: money,
            bars: [
              .init(word("轨道", "Rail"), -12.5), .init(word("能源", "Energy"), 30, .grade(2)),
              .init(word("材料", "Materials"), 0),
            ]))))
    all.append(
      chart(
        "stack", "各年费用", "Fees by year",
        .stack(
          StackChart(
            category: word("年度", "Year"), names: years, measure: money,
            series: layers, marks: [ChartMark(95, word("预算", "Budget"))]))))
    all.append(
      chart(
        "lines", "费用预测与区间", "Forecast with its band",
        .lines(
          LineChart(
            x: ChartMeasure(word("年度", "Year"), isYear: true), y: money,
            places: (2026...2035).map(Double.init),
            lines: [
              .init(
                word("中位", "Median"), .grade(0), median,
                band: bands),
              .init(word("去年", "Last year"), .grade(3), (0..<10).map { 95 + Double($0) * 5 }),
            ]))))
    all.append(
      chart(
        "frontier", "预算与保留价值", "Value kept by budget", isWide: true,
        .lines(
          LineChart(
            x: money, y: ChartMeasure(word("价值", "Value"), isShare: true), places: [0, 10, 25, 60, 110, 200],
            lines: [.init(word("前沿", "Frontier"), .grade(0), [0, 0.3, 0.55, 0.8, 0.93, 1])], isStep: true,
            marks: [ChartMark(110, word("所选预算", "Chosen budget"))]))))
    all.append(
      chart(
        "scatter", "费用与得分", "Fees and score",
        .scatter(
          ScatterChart(
            x: money, y: ChartMeasure(word("得分", "Points"), decimals: 1), item: word("号码", "Number"),
            groups: groups, cut: .init(.slope(1.5, start: 20), word("剪枝线", "Prune line")), listed: 10))))
    all.append(
      chart(
        "tornado", "哪个假定最要紧", "Which assumption matters most",
        .tornado(
          TornadoChart(
            category: word("假定", "Assumption"), measure: money, base: 120,
            bars: [
              .init(word("折现率", "Discount rate"), low: 150, high: 98, lowText: "8%", highText: "18%"),
              .init(word("许可费率", "Royalty rate"), low: 60, high: 190, lowText: "1%", highText: "4%"),
              .init(word("剩余寿命", "Remaining life"), low: 100, high: 125, lowText: "6", highText: "12"),
            ]))))
    all.append(
      chart(
        "waterfall", "从去年到今年", "From last year to this",
        .waterfall(
          WaterfallChart(
            category: word("步骤", "Step"), measure: money,
            steps: [
              .start(word("去年", "Last year"), 100), .change(word("新授权", "Granted"), 30),
              .change(word("终止", "Ended"), -55), .change(word("标准调整", "Tariff"), 8.5),
              .sum(word("今年", "This year")),
            ]))))
    all.append(
      chart(
        "histogram", "得分分布", "Spread of scores",
        .histogram(
          HistogramChart(
            measure: ChartMeasure(word("得分", "Points")), count: count,
            values: scores,
            marks: [ChartMark(50, word("中位数", "Median")), ChartMark(65, word("B 级", "Grade B"))]))))
    all.append(
      chart(
        "matrix", "质量与业务影响", "Quality and business impact",
        .matrix(
          MatrixChart(
            rowTitle: word("质量", "Quality"), columnTitle: word("影响", "Impact"),
            rows: [word("高", "high"), word("中", "middle"), word("低", "low")],
            columns: [word("核心", "core"), word("重要", "important"), word("一般", "general")], measure: count,
            cells: [[40, 21, 3], [12, 90, 55], [nil, 8, 130]]))))
    all.append(
      chart(
        "pyramid", "年龄结构", "Age pyramid",
        .pyramid(
          PyramidChart(
            category: word("年龄（年）", "Age (years)"), names: (0...8).map(String.init), measure: count,
            leftTitle: word("审中", "Pending"),
            left: [ChartSeries(word("发明", "Inventions"), .grade(0), [30, 20, 10, 2, 0, 0, 0, 0, 0])],
            rightTitle: word("已授权", "Granted"),
            right: [
              ChartSeries(word("发明", "Inventions"), .grade(0), [0, 1, 8, 20, 30, 22, 14, 6, nil]),
              ChartSeries(word("实用新型", "Utility models"), .grade(1), [5, 9, 9, 7, 6, 3, 1, 0, 0]),
            ]))))
    return all
  }

  static func page(_ language: Language) -> String {
    var page =
      "<!DOCTYPE html>\n<html lang=\"\(language.rawValue)\"><head><meta charset=\"utf-8\"><title>charts</title><style>\n"
      + ":root{--fg:#1b2430;--muted:#5b6673;--card:#fff;--grid:#e3e7ec;--sans:sans-serif;\(ChartStyle.light)}\n"
      + "@media (prefers-color-scheme:dark){:root{--fg:#dde3ea;--muted:#9aa6b2;--card:#1a2129;--grid:#2a323b;\(ChartStyle.dark)}}\n"
      + "body{background:var(--card);color:var(--fg);display:grid;grid-template-columns:1fr 1fr;font:14px sans-serif}"
      + "figure{margin:8px;min-width:0}.wide{grid-column:span 2}td,th{border:1px solid #ccc;font-size:11px}\n"
      + ChartStyle.sheet + "</style></head><body>\n" + ChartDrawing.patterns
    for chart in charts(language) {
      page += "<figure\(chart.isWide ? " class=\"wide\"" : "")>" + ChartDrawing.svg(chart) + "<table>"
      for row in [chart.table.columns.map(\.title)]
        + (chart.table.rows + [chart.table.total ?? []]).map({ $0.map(\.text) })
      {
        page += "<tr>" + row.map { "<td>\($0)</td>" }.joined() + "</tr>\n"
      }
      page += "</table></figure>\n"
    }
    return page + "</body></html>\n"
  }
}

@Suite struct ChartTests {
  @Test(arguments: Language.allCases)
  func galleryIsGolden(_ language: Language) {
    #expect(
      Snapshot.difference(ChartGallery.page(language), golden: "charts.\(language.rawValue).html") == nil)
  }

  @Test(arguments: Language.allCases)
  func everyFormIsWellFormedAndSaysWhatItIs(_ language: Language) {
    for chart in ChartGallery.charts(language) {
      let markup = MarkupChecker(
        "<!DOCTYPE html><html><body><figure>" + ChartDrawing.svg(chart) + "</figure></body></html>")
      #expect(markup.faults == [], "\(chart.id)")
      let picture = markup.elements.first { $0.name == "svg" }
      #expect(picture?.attributes["role"] == "img")
      #expect(picture?.attributes["aria-labelledby"] == "\(chart.id)-t \(chart.id)-d")
      #expect(markup.text.contains(chart.title) && markup.text.contains(chart.reading))
      #expect(!markup.elements.contains { $0.name == "script" })
      // Every table has as many cells in each row as heads.
      let table = chart.table
      #expect(!table.rows.isEmpty)
      for row in table.rows + [table.total ?? []] where !row.isEmpty {
        #expect(row.count == table.columns.count, "\(chart.id)")
      }
    }
  }

  @Test(arguments: [
    "<script>alert('x')</script>", "\"><img src=x onerror=alert(1)>", "=cmd|' /C calc'!A0",
    "\u{202E}txt.exe\u{202C}",
    "a\u{0}b", "</svg></text>", "{n}{name}", "\u{FEFF}\u{2028}",
  ])
  func hostileWordsAreText(_ text: String) {
    for chart in ChartGallery.charts(.en, text: text) {
      let markup = MarkupChecker(
        "<!DOCTYPE html><html><body><figure>" + ChartDrawing.svg(chart) + "</figure></body></html>")
      #expect(markup.faults == [], "\(chart.id)")
      #expect(!markup.elements.contains { ["script", "img"].contains($0.name) })
      let inside = markup.elements.allSatisfy { element in
        element.attributes.allSatisfy {
          $0.key == "id" || $0.key.hasPrefix("aria-") || !$0.value.contains("alert")
        }
      }
      #expect(inside)
    }
  }

  @Test func longWordsStayInTheirRoom() {
    let long = String(repeating: "很长的名称", count: 6_000)
    for chart in ChartGallery.charts(.zh, text: long) {
      let markup = MarkupChecker(
        "<!DOCTYPE html><html><body><figure>" + ChartDrawing.svg(chart) + "</figure></body></html>")
      #expect(markup.faults == [], "\(chart.id)")
    }
  }

  /// No rectangle leaves the picture: what is drawn outside is cut off in silence.
  @Test(arguments: Language.allCases)
  func everythingIsInsideThePicture(_ language: Language) {
    for chart in ChartGallery.charts(language) {
      let markup = MarkupChecker(
        "<!DOCTYPE html><html><body><figure>" + ChartDrawing.svg(chart) + "</figure></body></html>")
      let box = (markup.elements.first { $0.name == "svg" }?.attributes["viewBox"] ?? "").split(
        separator: " "
      ).compactMap { Double($0) }
      #expect(box.count == 4)
      for element in markup.elements where element.attributes["aria-hidden"] == nil {
        func number(_ name: String) -> Double? { element.attributes[name].flatMap { Double($0) } }
        guard let x = number("x"), let y = number("y") else { continue }
        let width = number("width") ?? 0
        let height = number("height") ?? 0
        #expect(x >= -0.1 && x + width <= box[2] + 0.1, "\(chart.id) \(element.attributes)")
        #expect(y >= -0.1 && y + height <= box[3] + 0.1, "\(chart.id) \(element.attributes)")
      }
    }
  }

  @Test(arguments: [
    (0.0, 0.0, 5, "0|1"), (0, 7, 5, "0|2|4|6|8"), (0, 101, 5, "0|50|100|150"),
    (-30, 40, 5, "-40|-20|0|20|40"),
    (98, 103, 5, "98|99|100|101|102|103"), (2026, 2035, 6, "2026|2028|2030|2032|2034|2036"),
    (5, 5, 4, "4|5|6"),
  ])
  func ticksAreRound(_ low: Double, _ high: Double, _ most: Int, _ ticks: String) {
    let axis = ChartAxis(
      covering: low, high, most: most, fromZero: low == 0, ChartMeasure("", isYear: low > 2000))
    #expect(axis.ticks.map(\.text).joined(separator: "|") == ticks)
  }

  @Test func ticksCoverWhateverComes() {
    let seed: UInt64 = 20_261_121
    var random = SeededGenerator(seed: seed)
    for round in 0..<3000 {
      let scale = pow(10, (random.unit() * 30).rounded() - 12)
      let low = (random.unit() - 0.5) * scale
      let high = low + random.unit() * scale
      let decimals = Int(random.unit() * 3)
      let axis = ChartAxis(covering: low, high, most: 5, ChartMeasure("", decimals: decimals))
      let slack = axis.step * 1e-6
      #expect(axis.low <= low + slack && axis.high >= high - slack, "seed \(seed), round \(round)")
      #expect((2...9).contains(axis.ticks.count), "seed \(seed), round \(round): \(axis.ticks.count)")
      var mantissa = axis.step
      while mantissa >= 9.99 { mantissa /= 10 }
      while mantissa < 0.999 { mantissa *= 10 }
      #expect(
        [1.0, 2, 5].contains { abs($0 - mantissa) < 1e-6 }, "seed \(seed), round \(round): \(axis.step)")
    }
  }

  @Test(arguments: [
    (
      [-8000.0, -2000, 7, 1200, 2000, 4000, 730_000], 9, "-10,000|-1,000|0|1,000|10,000|100,000|1,000,000",
      1000.0
    ),
    (
      [1200, 2000, 4000, 6000, 60_000, 130_000], 12,
      "0|1,000|2,000|5,000|10,000|20,000|50,000|100,000|200,000", 1000
    ),
    ([-3, -4, -500], 9, "-1,000|-100|-10|-1|0", 1),
    ([0, 5, 5, 5, 200], 9, "0|1|2|5|10|20|50|100|200", 1),
  ])
  func aBentAxisHasTicksOfPowersOfTen(values: [Double], most: Int, ticks: String, bend: Double) throws {
    let axis = try #require(ChartAxis(bentCovering: values, most: most, ChartMeasure("")))
    #expect(axis.ticks.map(\.text).joined(separator: "|") == ticks)
    #expect(axis.bend == bend)
    for value in values {
      #expect((-1e-9...1 + 1e-9).contains(axis.share(value)))
      #expect(abs(axis.value(at: axis.share(value)) - value) <= abs(value) * 1e-9 + 1e-6)
    }
  }

  @Test(arguments: [[], [0, 0], [1, 2, 19], [.nan, 1, .infinity], [-5, 40, 3], [1e20, 1, 1]])
  func anEvenAxisDoesWhereNothingIsFarOut(values: [Double]) {
    #expect(ChartAxis(bentCovering: values, most: 9, ChartMeasure("")) == nil)
  }

  @Test func valuesThatAreNotNumbersBreakNothing() {
    let measure = ChartMeasure("m", decimals: 1)
    let odd: [Double?] = [.nan, .infinity, -.infinity, nil, 1e300]
    let charts: [ChartForm] = [
      .bars(BarChart(category: "c", measure: measure, showsShare: true, bars: odd.map { .init("b", $0) })),
      .stack(
        StackChart(
          category: "c", names: ["1", "2", "3", "4", "5", "6"], measure: measure,
          series: [ChartSeries("s", .grade(0), odd)])),
      .lines(
        LineChart(x: measure, y: measure, places: [1, 2, 3, 4, 5], lines: [.init("l", .grade(0), odd)])),
      .scatter(
        ScatterChart(
          x: measure, y: measure, item: "i",
          groups: [.init("g", .grade(0), odd.map { .init($0 ?? .nan, 1, "p") })])),
      .tornado(
        TornadoChart(
          category: "c", measure: measure, base: 1, bars: odd.map { .init("b", low: $0 ?? .nan, high: 2) })),
      .waterfall(WaterfallChart(category: "c", measure: measure, steps: [.start("s", .nan), .sum("t")])),
      .histogram(HistogramChart(measure: measure, count: measure, values: odd.compactMap { $0 })),
      .histogram(HistogramChart(measure: measure, count: measure, values: [])),
      .matrix(
        MatrixChart(
          rowTitle: "r", columnTitle: "c", rows: ["1"], columns: ["a", "b", "c", "d", "e", "f"],
          measure: measure, cells: [odd])),
      .pyramid(
        PyramidChart(
          category: "c", names: ["1", "2", "3", "4", "5"], measure: measure, leftTitle: "l",
          left: [ChartSeries("s", .grade(0), odd)], rightTitle: "r", right: [])),
      .bars(BarChart(category: "c", measure: measure, bars: [])),
    ]
    for form in charts {
      let chart = Chart("x", .en, title: "t", reading: "r", form)
      let svg = ChartDrawing.svg(chart)
      let markup = MarkupChecker("<!DOCTYPE html><html><body><figure>" + svg + "</figure></body></html>")
      #expect(markup.faults == [])
      for word in ["nan", "inf"] { #expect(!svg.lowercased().contains("\(word)\""), "\(form)") }
      _ = chart.table
    }
  }

  @Test func whatIsNotKnownIsADashAndNoBar() {
    let chart = ChartGallery.charts(.en)[2]
    let row = chart.table.rows[4].map(\.text)
    #expect(row == ["2030", "32.0", "42.0", "–", "74.0 + ?"])
    let bars = ChartGallery.charts(.en)[0].table
    #expect(bars.rows[2].map(\.text).suffix(2) == ["–", "–"])
    #expect(bars.total?.map(\.text) == ["Total", "235", "100%"])
  }

  @Test func tablesHoldTheData() throws {
    let charts = Dictionary(uniqueKeysWithValues: ChartGallery.charts(.en).map { ($0.id, $0.table) })
    #expect(
      try #require(charts["waterfall"]).rows.map { $0.map(\.text) } == [
        ["Last year", "", "100.0"], ["Granted", "30.0", "130.0"], ["Ended", "-55.0", "75.0"],
        ["Tariff", "8.5", "83.5"],
        ["This year", "", "83.5"],
      ])
    // The widest first, whatever the order of the data.
    #expect(
      try #require(charts["tornado"]).rows.map { $0[0].text } == [
        "Royalty rate", "Discount rate", "Remaining life",
      ])
    #expect(try #require(charts["matrix"]).total?.map(\.text) == ["Total", "52", "119", "188", "359"])
    #expect(try #require(charts["histogram"]).total?.last?.text == "500")
    #expect(try #require(charts["scatter"]).rows.count == 10)
    #expect(try #require(charts["scatter"]).total?[0].text == "and 50 more points")
    for chart in ChartGallery.charts(.en) where chart.id == "scatter" {
      #expect(chart.wholeTable.rows.count == 60 && chart.wholeTable.total == nil)
    }
  }

  @Test func manyPointsAreOnePath() {
    let points = (0..<10_000).map { ScatterChart.Point(Double($0 % 97), Double($0 % 89), "p\($0)") }
    let chart = Chart(
      "many", .en, title: "t", reading: "r",
      .scatter(
        ScatterChart(
          x: ChartMeasure("x"), y: ChartMeasure("y"), item: "i", groups: [.init("g", .grade(0), points)])))
    let svg = ChartDrawing.svg(chart)
    #expect(svg.components(separatedBy: "class=\"pt").count == 2)
    #expect(svg.utf8.count < 600_000)
    #expect(chart.table.rows.count == 200)
  }

  @Test(arguments: [
    (1.0, 0.0, "0 0 – 10 10"), (2, 0, "0 0 – 5 10"), (-1, 5, "0 5 – 5 0"), (0, 3, "0 3 – 10 3"), (0, 11, ""),
    (1, 20, ""),
    (1, -5, "5 0 – 10 5"),
  ])
  func slopesAreClippedToTheAxes(_ slope: Double, _ start: Double, _ ends: String) {
    let axis = ChartAxis(covering: 0, 10, most: 5, ChartMeasure(""))
    let plot = ChartPlot(left: 0, right: 100, top: 0, bottom: 100, x: axis, y: axis)
    let found = ScatterChart.clip(slope, start, plot).map {
      "\(Int($0.0.x)) \(Int($0.0.y)) – \(Int($0.1.x)) \(Int($0.1.y))"
    }
    #expect(found ?? "" == ends)
  }

  @Test func everyWordHasBothLanguages() {
    for text in ChartText.allCases {
      let halves = text.rawValue.split(separator: "|", omittingEmptySubsequences: false)
      #expect(halves.count == 2 && !halves[0].isEmpty && !halves[1].isEmpty, "\(text)")
      #expect(halves[0].contains("{") == halves[1].contains("{"), "\(text)")
    }
  }

  /// Figures on shaded cells have the contrast that WCAG 2.2 (1.4.3) asks of text.
  @Test(arguments: [ChartStyle.light, ChartStyle.light + ";" + ChartStyle.dark])
  func figuresOnShadesCanBeRead(_ variables: String) throws {
    let colours = Contrast.variables(variables)
    for shade in 0..<MatrixChart.shades {
      let back = try #require(colours["h\(shade)"])
      let text = try #require(colours["ht\(shade)"])
      #expect(Contrast.ratio(back, text) >= 4.5, "shade \(shade): \(Contrast.ratio(back, text))")
    }
  }

  /// Series stand out from the page they are drawn on (WCAG 2.2, 1.4.11 asks 3 : 1 of graphics that must be seen).
  @Test(arguments: [(ChartStyle.light, "#fff"), (ChartStyle.light + ";" + ChartStyle.dark, "#1a2129")])
  func seriesStandOut(_ variables: String, _ page: String) throws {
    let colours = Contrast.variables(variables)
    let ground = try #require(Contrast.colour(page))
    for index in 0...6 {
      let ratio = Contrast.ratio(try #require(colours["s\(index)"]), ground)
      // Sky blue and orange are lighter than that on white; their patterns, edges and signs carry them.
      #expect(ratio >= ([1, 2].contains(index) ? 2 : 3), "series \(index): \(ratio)")
    }
  }
}

/// Contrast of two colours after WCAG 2.2.
enum Contrast {
  typealias Colour = (red: Double, green: Double, blue: Double)

  static func variables(_ text: String) -> [String: Colour] {
    var result: [String: Colour] = [:]
    for part in text.split(whereSeparator: { ";{}\n".contains($0) }) {
      let halves = part.split(separator: ":", maxSplits: 1)
      guard halves.count == 2, halves[0].hasPrefix("--"), let colour = colour(String(halves[1])) else {
        continue
      }
      result[String(halves[0].dropFirst(2))] = colour
    }
    return result
  }

  static func colour(_ text: String) -> Colour? {
    guard text.hasPrefix("#") else { return nil }
    var digits = String(text.dropFirst())
    if digits.count == 3 { digits = digits.map { "\($0)\($0)" }.joined() }
    guard digits.count == 6, let number = Int(digits, radix: 16) else { return nil }
    return (Double(number >> 16 & 255) / 255, Double(number >> 8 & 255) / 255, Double(number & 255) / 255)
  }

  static func luminance(_ colour: Colour) -> Double {
    func linear(_ value: Double) -> Double {
      value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)
  }

  static func ratio(_ one: Colour, _ other: Colour) -> Double {
    let a = luminance(one) + 0.05
    let b = luminance(other) + 0.05
    return max(a, b) / min(a, b)
  }
}

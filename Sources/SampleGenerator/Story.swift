import PortfolioCore

/// A portfolio made up from a plan: always the same for the same plan.
struct Story {
  let plan: StoryPlan
  let asOf = SampleCatalogue.asOf
  var dice: SampleDice
  var lives: PatentLifeMaker
  var numbers: RightNumberMaker
  var titles = TitleMaker()
  var rights: [StoryRight] = []
  var families: [(id: String, title: String)] = []
  var folder: SampleFolder

  init(plan: StoryPlan) {
    self.plan = plan
    dice = SampleDice(seed: plan.seed)
    lives = PatentLifeMaker(habits: plan.habits, dice: SampleDice(seed: plan.seed &+ 1))
    numbers = RightNumberMaker(salt: plan.salt)
    folder = SampleFolder(name: plan.folder)
  }

  /// Makes all rights, in the order of filing, and names them.
  mutating func makeRights() {
    for _ in 0..<plan.twins { makeTwins() }
    for _ in 0..<(plan.inventions - plan.twins) { rights.append(patent(.invention)) }
    for _ in 0..<(plan.utilityModels - plan.twins) { rights.append(patent(.utilityModel)) }
    for _ in 0..<plan.designs { rights.append(patent(.design)) }
    makeForeignMembers()
    for _ in 0..<plan.trademarks { rights.append(trademark()) }
    for _ in 0..<plan.secrets { rights.append(secret()) }
    sortAndName()
  }

  private mutating func sortAndName() {
    let order = rights.indices.sorted {
      let (left, right) = (rights[$0], rights[$1])
      let classes = (Story.rank(left.kind), Story.rank(right.kind))
      if classes.0 != classes.1 { return classes.0 < classes.1 }
      return left.life.filing != right.life.filing ? left.life.filing < right.life.filing : $0 < $1
    }
    rights = order.map { rights[$0] }
    var counts = [0, 0, 0]
    for index in rights.indices {
      let rank = Story.rank(rights[index].kind)
      counts[rank] += 1
      let number = String(counts[rank])
      let prefix = ["P", "T", "S"][rank]
      rights[index].id = prefix + "-" + String(repeating: "0", count: max(0, 4 - number.utf8.count)) + number
    }
  }

  private static func rank(_ kind: RightKind) -> Int {
    kind.isPatent ? 0 : kind == .trademark ? 1 : 2
  }

  // MARK: Chinese patents

  mutating func filingDay() -> CalendarDay {
    let year = dice.pick(plan.years.map(\.year), weights: plan.years.map(\.weight))
    let last = min(day(year, 12, 28), asOf - 25)
    var filed = dice.day(day(year, 1, 4), plus: 0...(last - day(year, 1, 4)))
    while filed.weekday == 0 || filed.weekday == 6 { filed = filed - 1 }
    return filed
  }

  mutating func patent(
    _ kind: RightKind, titledAs: RightKind? = nil, twin: StoryRight? = nil
  ) -> StoryRight {
    let line =
      twin.flatMap { twin in plan.lines.first { $0.name == twin.line } }
      ?? dice.pick(plan.lines, weights: plan.lines.map(\.weight))
    let fitting = kind == .design ? line.technologies.filter { !$0.locarno.isEmpty } : line.technologies
    // A line of materials alone has no designs; then any line's technology with a look serves.
    let technology =
      twin?.technology
      ?? dice.pick(
        fitting.isEmpty ? plan.lines.flatMap(\.technologies).filter { !$0.locarno.isEmpty } : fitting)
    let quality = twin?.quality ?? (dice.throwOne(of: 0...99) + dice.throwOne(of: 0...99)) / 2
    let unit = twin?.unit ?? dice.pick(line.units)
    let filed = twin?.life.filing ?? filingDay()
    let coOwner =
      twin == nil && dice.chance(plan.coOwnedPermille) && !plan.coOwners.isEmpty
      ? dice.pick(plan.coOwners) : nil
    let life = lives.life(
      kind, filing: filed, care: 1500 - quality * 12,
      percentPaid: coOwner == nil && twin?.shares.count != 2
        ? plan.habits.percentPaid : plan.percentPaidJointly)
    // What two kinds of right share is a thing: no method can be a utility model.
    let composed =
      twin == nil ? titles.title(technology, titledAs ?? kind, &dice) : nil
    var right = StoryRight(
      kind: kind, title: twin?.title ?? composed?.title ?? Term("", ""), life: life,
      technology: technology,
      line: line.name, unit: unit, applicants: [], quality: quality)
    right.application = numbers.chineseApplication(kind: kind, year: filed.year)
    if life.publication != nil {
      let number = numbers.chinesePublication(kind: kind)
      let letters = kind == .invention ? ("A", "B") : kind == .utilityModel ? ("U", "U") : ("S", "S")
      right.publicationNumber = number + letters.0
      if life.grant != nil { right.grantNumber = number + letters.1 }
    }
    own(&right, with: coOwner)
    right.inventors = twin?.inventors ?? inventors()
    if kind == .design {
      right.classes = [technology.locarno[0]]
    } else {
      let main = [composed?.thing.ipc].compactMap { $0 }
      let others = technology.ipc.filter { !main.contains($0) }
      right.ipc = twin?.ipc ?? (main + dice.sample(dice.throwOne(of: 0...2), of: others))
      let most = kind == .invention ? 4 + quality / 4 : 3 + quality / 12
      let claims = min(30, max(1, dice.throwOne(of: 1...most) + (kind == .invention ? quality / 15 : 1)))
      right.claims = claims
      right.independentClaims = claims < 4 ? 1 : dice.throwOne(of: 1...(claims > 12 ? 4 : 2))
    }
    right.observedOn = observation(of: right)
    return right
  }

  /// An invention and a utility model of one day for one thing: the utility model is given up when the
  /// invention is granted (patent law, article 9).
  private mutating func makeTwins() {
    var invention = patent(.invention, titledAs: .utilityModel)
    var model = patent(.utilityModel, twin: invention)
    model.applicants = invention.applicants
    model.shares = invention.shares
    invention.note = "与实用新型同日申请"
    model.note = "与发明同日申请"
    if let grant = invention.life.grant, model.life.grant != nil, model.life.end.map({ $0 > grant }) ?? true {
      model.life.cut(on: grant, status: .abandoned, code: "RGAV", text: "避免重复授权放弃专利权")
    }
    model.observedOn = observation(of: model)
    rights += [invention, model]
  }

  private mutating func own(_ right: inout StoryRight, with coOwner: String?) {
    let name = plan.unitName(right.unit).zh
    let former = plan.formerNames.first { $0.unit == right.unit && right.life.filing.year < $0.before }
    right.applicants = [former?.name.zh ?? name]
    guard let coOwner else {
      right.shares = [StoryShare(party: name, percent: 100, from: right.life.filing)]
      return
    }
    right.applicants.append(coOwner)
    let percent = dice.pick([60, 50, 70, nil])
    right.shares = [
      StoryShare(party: name, percent: percent, from: right.life.filing),
      StoryShare(party: coOwner, percent: percent.map { 100 - $0 }, from: right.life.filing),
    ]
  }

  /// Most rights were looked up on the as-of day; some earlier, when they were already as they are, or on a
  /// day nobody wrote down.
  mutating func observation(of right: StoryRight) -> CalendarDay? {
    let roll = dice.throwOne(of: 0...99)
    let earlier = roll < 2 ? day(2025, 6, 30) : day(2025, 12, 31)
    let isSettled =
      right.life.status == .inForce
      ? (right.life.grant ?? asOf) < earlier : (right.life.end ?? asOf) < earlier - 300
    if roll < 4 { return isSettled ? earlier : asOf }
    return roll < 6 ? nil : asOf
  }

  mutating func inventors() -> [String] {
    let surnames = Array("张王李赵陈刘杨黄周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹")
    let endings = ["某", "某某", "某甲", "某乙", "某丙", "某丁"]
    var names: [String] = []
    for _ in 0..<dice.pick([1, 2, 3, 4, 5], weights: [2, 4, 5, 3, 1]) {
      let name = String(dice.pick(surnames)) + dice.pick(endings)
      if !names.contains(name) { names.append(name) }
    }
    return names
  }
}

/// A picture that answers one question, with the table behind it.
public struct ReportChart: Sendable {
  /// The anchor.
  public let id: String
  /// The question.
  public let title: String
  /// How to read it, for everybody.
  public let text: String
  /// The picture.
  public let form: Form
  /// The figures.
  public let table: ReportTable
  /// What the picture leaves out.
  public let note: String?

  /// The forms of pictures.
  public enum Form: Sendable {
    /// One bar a word, to the right.
    case bars([Bar])
    /// One column a year, in layers.
    case columns(Columns)
    /// Two sides, one layer a year of age.
    case pyramid(Pyramid)
  }

  /// A bar.
  public struct Bar: Sendable {
    /// What it counts.
    public let label: String
    /// Its length.
    public let value: Double
    /// The figure at its end.
    public let text: String
    /// Its colour and pattern.
    public let swatch: Swatch
  }

  /// A layer of columns or a kind in a pyramid.
  public struct Series: Sendable {
    /// The name in the legend.
    public let name: String
    /// A letter that fits into a layer.
    public let sign: String
    /// Its colour and pattern.
    public let swatch: Swatch
    /// One value a column.
    public let values: [Double]
  }

  /// A tick of an axis.
  public struct Tick: Sendable {
    /// Where.
    public let value: Double
    /// Its text.
    public let text: String
  }

  /// Columns in layers.
  public struct Columns: Sendable {
    /// The columns' names.
    public let names: [String]
    /// The layers, from the bottom.
    public let series: [Series]
    /// The figure above each column.
    public let totals: [String]
    /// The axis.
    public let ticks: [Tick]
    /// What the axis measures.
    public let axis: String
  }

  /// Two sides, back to back.
  public struct Pyramid: Sendable {
    /// The layers' names from the bottom.
    public let names: [String]
    /// What the layers are.
    public let axis: String
    /// What stands at the left.
    public let left: [Series]
    /// What stands at the right.
    public let right: [Series]
    /// The name of the left side.
    public let leftTitle: String
    /// The name of the right side.
    public let rightTitle: String
    /// The axis, to both sides.
    public let ticks: [Tick]
  }
}

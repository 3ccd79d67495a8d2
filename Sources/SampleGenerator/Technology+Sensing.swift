extension Technology {
  static let sensor = Technology(
    name: "sensor", ipc: ["G01D21/02", "G01D3/036", "G01D11/24"],
    locarno: ["10-04", "10-05"],
    things: [
      Thing("压力传感器", "pressure sensor", "G01L9/04"), Thing("轴温传感器", "axle temperature sensor", "G01K13/08"),
      Thing("光纤光栅应变计", "fibre Bragg strain gauge", "G01B11/16"),
      Thing("振动变送器", "vibration transmitter", "G01H11/08"), Thing("扭矩传感器", "torque sensor", "G01L3/10"),
      Thing("液位计", "level gauge", "G01F23/22"),
    ],
    manners: [
      Term("自校准", "self-calibrating"), Term("无线", "wireless"), Term("耐高温", "high-temperature"),
      Term("低漂移", "low-drift"),
      Term("本安型", "intrinsically safe"), Term("微型", "miniature"),
    ],
    uses: [
      Term("转向架", "bogies"), Term("储能电池", "storage batteries"), Term("起重机结构", "crane structures"),
      Term("高压管线", "high-pressure lines"),
      Term("船舶机舱", "ship engine rooms"),
    ],
    methods: [
      Term("标定", "calibrating"), Term("温度补偿", "temperature compensation of"), Term("封装", "packaging"),
    ],
    secrets: [
      Term("补偿算法参数", "Compensation parameters"), Term("封装工艺窗口", "Packaging window"),
      Term("老化筛选规程", "Burn-in rules"),
    ])

  static let inspection = Technology(
    name: "inspection", ipc: ["G06T7/00", "G06V10/82", "G06N3/08"],
    locarno: ["14-02"],
    things: [
      Thing("轮对在线检测系统", "wheelset on-line inspection system", "G01M17/10"),
      Thing("表面缺陷识别装置", "surface defect recognition device", "G01N21/88"),
      Thing("设备健康评估系统", "equipment health assessment system", "G05B23/02"),
      Thing("数据采集终端", "data acquisition terminal", "G06F17/40"),
      Thing("边缘计算网关", "edge computing gateway", "H04L12/66"),
    ],
    manners: [
      Term("多目视觉", "multi-camera"), Term("自适应", "adaptive"), Term("轻量级", "lightweight"),
      Term("多源融合", "multi-source"),
      Term("便携式", "portable"),
    ],
    uses: [
      Term("车辆段", "depots"), Term("起重机钢丝绳", "crane ropes"), Term("焊缝", "welds"),
      Term("阀门泄漏", "valve leakage"),
      Term("电池极片", "battery electrodes"),
    ],
    methods: [
      Term("训练", "training"), Term("故障预测", "predicting faults with"), Term("数据处理", "processing data of"),
    ],
    secrets: [
      Term("训练样本集", "Training samples"), Term("阈值参数", "Threshold parameters"),
      Term("标注规程", "Labelling rules"),
    ])

  static let catalyst = Technology(
    name: "catalyst", ipc: ["B01J35/10", "B01J37/02", "C10G45/08"],
    locarno: [],
    things: [
      Thing("加氢催化剂", "hydrogenation catalyst", "B01J23/75"), Thing("分子筛催化剂", "zeolite catalyst", "B01J29/40"),
      Thing("脱硝催化剂", "denitration catalyst", "B01D53/86"),
      Thing("载体", "carrier", "B01J21/04"), Thing("电解水催化电极", "water electrolysis electrode", "C25B11/04"),
      Thing("微球吸附剂", "microsphere adsorbent", "B01J20/28"),
    ],
    manners: [
      Term("多级孔", "hierarchical-pore"), Term("非贵金属", "non-noble-metal"), Term("抗硫", "sulfur-tolerant"),
      Term("负载型", "supported"),
      Term("纳米", "nano"), Term("整体式", "monolithic"),
    ],
    uses: [
      Term("合成气转化", "syngas conversion"), Term("废气处理", "waste gas treatment"),
      Term("重油加工", "heavy oil processing"),
      Term("绿氢制备", "green hydrogen production"),
    ],
    methods: [Term("制备", "preparing"), Term("再生", "regenerating"), Term("成型", "shaping")],
    secrets: [
      Term("浸渍工艺参数", "Impregnation parameters"), Term("焙烧曲线", "Calcination curve"),
      Term("评价数据", "Evaluation data"),
    ])

  static let membrane = Technology(
    name: "membrane", ipc: ["B01D69/12", "B01D67/00", "C02F1/44"],
    locarno: ["23-01"],
    things: [
      Thing("纳滤膜", "nanofiltration membrane", "B01D71/56"),
      Thing("气体分离膜", "gas separation membrane", "B01D53/22"),
      Thing("中空纤维膜组件", "hollow fibre module", "B01D63/02"),
      Thing("离子交换膜", "ion exchange membrane", "C08J5/22"), Thing("膜反应器", "membrane reactor", "B01J8/00"),
    ],
    manners: [
      Term("复合", "composite"), Term("抗污染", "anti-fouling"), Term("耐溶剂", "solvent-resistant"),
      Term("高通量", "high-flux"),
      Term("超薄", "ultra-thin"),
    ],
    uses: [
      Term("盐湖提锂", "lithium extraction from brine"), Term("工业废水", "industrial waste water"),
      Term("碳捕集", "carbon capture"),
      Term("药物纯化", "drug purification"),
    ],
    methods: [
      Term("制备", "preparing"), Term("清洗", "cleaning"), Term("界面聚合", "interfacial polymerisation of"),
    ],
    secrets: [
      Term("铸膜液配方", "Casting solution recipe"), Term("涂覆参数", "Coating parameters"),
      Term("寿命试验数据", "Life test data"),
    ])

  static let laser = Technology(
    name: "laser", ipc: ["B33Y10/00", "B23K26/70", "B33Y30/00"],
    locarno: ["15-09"],
    things: [
      Thing("激光熔覆头", "laser cladding head", "B23K26/34"),
      Thing("增材制造成形舱", "additive manufacturing chamber", "B22F12/00"),
      Thing("送粉装置", "powder feeder", "B23K26/144"),
      Thing("高熵合金涂层", "high-entropy alloy coating", "C22C30/00"),
      Thing("热障涂层", "thermal barrier coating", "C23C4/11"),
    ],
    manners: [
      Term("同轴", "coaxial"), Term("多激光", "multi-laser"), Term("闭环控制", "closed-loop"),
      Term("抗裂", "crack-resistant"),
      Term("大幅面", "large-format"),
    ],
    uses: [
      Term("轴类修复", "shaft repair"), Term("薄壁件", "thin-walled parts"), Term("叶片", "blades"),
      Term("模具", "moulds"),
    ],
    methods: [
      Term("制备", "preparing"), Term("工艺监测", "process monitoring of"), Term("路径规划", "path planning for"),
    ],
    secrets: [
      Term("粉末成分", "Powder composition"), Term("工艺窗口", "Process window"), Term("扫描策略", "Scanning strategy"),
    ])
}

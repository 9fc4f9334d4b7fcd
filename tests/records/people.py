"""Invented people, places and employers that the generated records are made of.

Nobody here is real. Phone numbers come from ranges reserved for fiction, employers use the reserved top-level domain
`.example`, addresses of computers come from the documentation ranges. Names of universities and mail providers are real.
"""

GIVEN = """Amara Aiko Alejandra Anders Anjali Anya Bao Beatriz Bogdan Camille Chidi Chloe Dalia Daniel Deepak Dmytro Elena
Emeka Esra Farid Fatima Femi Gabriel Grace Gulnara Hana Hassan Hiroshi Ifeoma Ines Ioana Isaac Ivan Jamal Jia Joao
Jonas Juan Kateryna Kenji Khadija Kofi Lakshmi Lars Leila Linh Lucia Luis Magda Malik Marcus Maria Mateo Mei Miguel
Mila Mohammed Monique Nadia Naomi Neha Ngozi Noor Oksana Olga Omar Paolo Patience Pedro Priya Rachel Rafael Rania
Ravi Rosa Ruth Sabine Samir Sandeep Sanjay Sean Shanice Siobhan Sofia Soo Stefan Sunita Tariq Tatiana Thandiwe Thomas
Tomasz Uchenna Valentina Viktor Wei Xin Yasmin Yusuf Zainab Zoe""".split()

FAMILY = """Abara Achterberg Adeyinka Aguilarte Almqvist Andrade Antonescu Baptista Barua Beaumont Bhandari Bielak Bonsu Braga
Castellano Chaudhry Cheung Ciobanu Dabrowska Dalgaard Delacroix Demirci Dhillon Diallo Ekwueme Eriksen Escobedo
Fagbenle Ferrante Fitzwilliam Fonseca Gaspard Ghorbani Golovin Gunawardena Haddadin Halvorsen Hashemi Hernandarias
Holloway Ibekwe Ishikura Iyengar Jankovic Jaramillo Kaczmarek Kagwanja Kapadia Karimov Khumalo Kimathi Kowalczuk
Kuusisto Lachance Laghari Lindgren Lovelace Makinde Mansouri Marchetti Mbeki Mendonca Moravec Mukherjee Munteanu
Nakashima Ndlovu Ngata Nikolaidis Novosel Obiora Okonkwo Oyelaran Palaniappan Papadakis Pelletier Phiri Quispe Radhika
Ramaswamy Reinholt Rostami Sakamoto Salvatore Santangelo Sedlacek Shevchuk Siddiqui Sokolova Stavros Suarezmo
Tamayo Tchaikova Teixeira Thorvald Tkachuk Uddin Vandermeer Villanueva Voss Wanjiru Whitcombe Xiong Yamaguti Yilmaz
Zamorano Zielinska""".split()

NON_LATIN = [
    ("Олена Шевчук", "Olena Shevchuk"), ("王小雨", "Wang Xiaoyu"), ("佐藤 みどり", "Midori Sato"), ("فاطمة الزهراء", "Fatima Alzahra"),
    ("अंजलि भंडारी", "Anjali Bhandari"), ("Νίκος Παπαδάκης", "Nikos Papadakis"), ("이하늘", "Lee Haneul"), ("Дмитро Ткачук", "Dmytro Tkachuk"),
]

# country: (calling code, zones, cities (city, region), how a number from a range kept for fiction is written)
PLACES = {
    "US": ("1", ["America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Phoenix"],
           [("Phoenix", "AZ"), ("Austin", "TX"), ("Columbus", "OH"), ("Seattle", "WA"), ("Nashville", "TN"), ("Raleigh", "NC"),
            ("Denver", "CO"), ("Boise", "ID"), ("Newark", "NJ"), ("Tampa", "FL"), ("Omaha", "NE"), ("Sacramento", "CA")]),
    "CA": ("1", ["America/Toronto", "America/Vancouver"], [("Toronto", "ON"), ("Calgary", "AB"), ("Halifax", "NS")]),
    "GB": ("44", ["Europe/London"], [("Leeds", "ENG"), ("Cardiff", "WLS"), ("Glasgow", "SCT")]),
    "DE": ("49", ["Europe/Berlin"], [("Berlin", "BE"), ("Leipzig", "SN")]),
    "FR": ("33", ["Europe/Paris"], [("Lyon", "ARA"), ("Nantes", "PDL")]),
    "AU": ("61", ["Australia/Sydney", "Australia/Perth"], [("Sydney", "NSW"), ("Perth", "WA")]),
    "SE": ("46", ["Europe/Stockholm"], [("Uppsala", "C"), ("Malmo", "M")]),
    "BR": ("55", ["America/Sao_Paulo"], [("Curitiba", "PR"), ("Recife", "PE")]),
    "IN": ("91", ["Asia/Kolkata"], [("Pune", "MH"), ("Kochi", "KL")]),
    "PL": ("48", ["Europe/Warsaw"], [("Gdansk", "PM"), ("Wroclaw", "DS")]),
    "NG": ("234", ["Africa/Lagos"], [("Lagos", "LA"), ("Abuja", "FC")]),
    "MX": ("52", ["America/Mexico_City"], [("Puebla", "PUE"), ("Merida", "YUC")]),
}

AREA_CODES = {"AZ": "602", "TX": "512", "OH": "614", "WA": "206", "TN": "615", "NC": "919", "CO": "303", "ID": "208", "NJ": "973",
              "FL": "813", "NE": "402", "CA": "916", "ON": "416", "AB": "403", "NS": "902"}

SCHOOLS = {
    "US": [("Arizona State University", "asu.edu"), ("University of Texas at Austin", "utexas.edu"), ("Ohio State University", "osu.edu"),
           ("University of Washington", "washington.edu"), ("Boise State University", "boisestate.edu"), ("University of Kansas", "ku.edu"),
           ("University of Arizona", "arizona.edu"), ("Rutgers University", "rutgers.edu"), ("Georgia Institute of Technology", "gatech.edu"),
           ("Maricopa Community Colleges", None), ("Lambda Coding Bootcamp", None)],
    "CA": [("University of Toronto", "utoronto.ca"), ("University of Calgary", "ucalgary.ca")],
    "GB": [("University of Leeds", "leeds.ac.uk"), ("Cardiff University", "cardiff.ac.uk")],
    "DE": [("Technische Universität Berlin", None), ("Universität Leipzig", None)],
    "FR": [("Université de Nantes", None), ("Université Lumière Lyon 2", None)],
    "AU": [("University of Sydney", "sydney.edu.au"), ("Curtin University", "curtin.edu.au")],
    "SE": [("Uppsala University", "uu.se"), ("Lund University", "lu.se")],
    "BR": [("Universidade Federal do Paraná", None), ("Universidade Federal de Pernambuco", None)],
    "IN": [("Savitribai Phule Pune University", None), ("Cochin University of Science and Technology", "cusat.ac.in"), ("Anna University", "annauniv.edu")],
    "PL": [("Politechnika Gdańska", None), ("University of Wroclaw", None)],
    "NG": [("University of Lagos", "unilag.edu.ng"), ("Covenant University", None), ("Obafemi Awolowo University", None)],
    "MX": [("Universidad Nacional Autónoma de México", "unam.mx"), ("Universidad Autónoma de Yucatán", None)],
    "PH": [("University of the Philippines Diliman", None)], "UA": [("Taras Shevchenko National University of Kyiv", None)],
    "CN": [("Zhejiang University", None), ("Tongji University", None)], "VN": [("Hanoi University of Science and Technology", None)],
    "EG": [("Cairo University", None)], "KE": [("University of Nairobi", None)], "IR": [("Sharif University of Technology", None)],
}

AREAS = ["Computer Science", "Mathematics", "Electrical Engineering", "Information Systems", "Physics", "Linguistics", "Music", "Nursing",
         "Economics", "Graphic Design", "Statistics", "Civil Engineering"]

EMPLOYERS = ["Northgate Freight", "Bluejay Robotics", "Harborline Health", "Quartzfield Bank", "Lumen & Tide", "Pinecrest Insurance",
             "Saltmarsh Energy", "Copperleaf Retail", "Driftwood Games", "Meridian Parcel", "Orchid Payroll", "Tallgrass Media",
             "Ironbridge Telecom", "Wren Analytics", "Foxglove Pharma", "Kestrel Maps", "Granite Peak Outfitters", "Osprey Airways IT",
             "Juniper Street Schools", "Bellweather Labs", "Cinderblock Studios", "Willowbrook Hospital", "Redshift Couriers",
             "Almond Tree Software", "Vantage Crops", "Paper Lantern Press", "Silver Birch Consulting", "Ninebark Security"]

POSITIONS = ["Software Engineer", "Senior Software Engineer", "Data Analyst", "Site Reliability Engineer", "QA Engineer", "Product Designer",
             "Frontend Developer", "Backend Developer", "Database Administrator", "Support Engineer", "Data Engineer", "Mobile Developer"]

TASKS = ["Moved nightly reports from spreadsheets to a warehouse", "Kept the booking service running through holiday peaks",
         "Rewrote the claims form so that screen readers can use it", "Taught new colleagues how to review code",
         "Cut the build from forty minutes to nine", "Replaced a fragile import with one that can be repeated",
         "Built the stock app that drivers use on the road", "Wrote the on-call handbook", "Automated tests for the payment page",
         "Looked after forty databases in three countries", "Designed the patient portal with nurses", "Measured and halved page load time"]

MAIL = ["gmail.com"] * 11 + ["outlook.com"] * 3 + ["yahoo.com", "icloud.com", "proton.me", "hotmail.com", "gmx.net", "fastmail.com"]

// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/democrowd.h"

#include "protocol/client/demoperson.h"
#include "protocol/client/lightwebsocket.h"

namespace Client {

namespace {

using By = EngineClient::Transports;
using std::chrono::milliseconds;

constexpr milliseconds EchoInterval {2000};
constexpr milliseconds OldAppPause {5000}; // before its first attempt
constexpr milliseconds OldAppInterval {30000};

std::vector<DemoPerson::Habits> everyone()
{
    std::vector<DemoPerson::Habits> people;

    DemoPerson::Habits alice;
    alice.name = "alice";
    alice.talksEvery = milliseconds(2500);
    alice.types = true;
    alice.searches = true;
    alice.lines = {R"("Good morning everyone")", R"("Lunch at half past twelve? 🍜")",
                   R"("I have put the figures up")", R"("Schöne Grüße aus Köln")"};
    alice.rooms = {"lobby"};
    alice.visits = {{"lunch", R"("Soup or noodles today?")"},
                    {"orders", R"("How many are still to go out?")"}};
    people.push_back(alice);

    DemoPerson::Habits bob;
    bob.name = "bob";
    bob.isBehindProxy = true;
    bob.talksEvery = milliseconds(4000);
    bob.reports = true;
    bob.readsHistory = true;
    bob.lines = {R"("My proxy lets nothing but polling through")", R"("👍")",
                 R"("The total is 12345678901234567890.10, says the ledger")"};
    bob.rooms = {"lobby", "orders"};
    bob.visits = {{"lunch", R"("Noodles, and a table at the window")"}};
    people.push_back(bob);

    DemoPerson::Habits carol;
    carol.name = "carol";
    carol.transports = By::WebSocket;
    carol.talksEvery = milliseconds(3500);
    carol.uploads = true;
    carol.lines = {
        R"("An order came in","order":{"id":9007199254740993,"total":12345678901234567890.10,"items":[{"sku":"A-17","count":2,"price":1.50},{"sku":"B-4","count":1,"price":0.10}],"paid":null})",
        R"("Shipping it","address":{"city":"Zürich","zip":"8001","geo":[47.3769,8.5417]})"};
    carol.rooms = {"orders"};
    carol.visits = {{"lobby", R"("The van is at the door")"},
                    {"lunch", R"("I come when this one is packed")"}};
    people.push_back(carol);

    DemoPerson::Habits dave;
    dave.name = "dave";
    dave.nsp = "/";
    dave.talksEvery = milliseconds(5000);
    dave.trades = true;
    dave.lines = {R"("Why am I not allowed to trade?")", R"("Still not")"};
    dave.visits = {{"help desk", R"("Can someone look at my account?")"}};
    people.push_back(dave);

    DemoPerson::Habits erin;
    erin.name = "erin";
    erin.transports = By::WebSocket;
    erin.talksEvery = milliseconds(4500);
    erin.cutAfter = milliseconds(8000);
    erin.cutEvery = milliseconds(40000);
    erin.lines = {R"("I am on a train 🚆")", R"("Another tunnel is coming")"};
    erin.rooms = {"lobby"};
    erin.visits = {{"lunch", R"("Keep a seat for me, the train is late")"}};
    people.push_back(erin);
    return people;
}

LightWebSocket::Options compressed()
{
    LightWebSocket::Options options;
    options.offersDeflate = true;
    return options;
}

} // namespace

/// The clients; lives in the net thread.
class DemoCrowd::People
{
public:
    People(Net::Poller &poller, const QByteArray &address, int pace)
        : m_ticker(poller, compressed())
        , m_echo(poller)
        , m_oldApp(poller)
        , m_oldAppUrl("http://" + address + "/socket.io/?EIO=3&transport=polling")
    {
        for (DemoPerson::Habits &habits : everyone()) {
            habits.talksEvery /= pace;
            habits.cutAfter /= pace;
            habits.cutEvery /= pace;
            habits.staysAwayFor /= pace;
            m_persons.push_back(
                std::make_unique<DemoPerson>(poller, std::move(habits), "http://" + address));
        }
        m_ticker.open("ws://" + address + "/ticker");
        m_echo.onOpened = [this, pace] { m_echoTimer.start(EchoInterval / pace); };
        m_echo.onClosed = [this](quint16, const QByteArray &, int) { m_echoTimer.stop(); };
        m_echo.open("ws://" + address + "/echo");
        m_echoTimer.callOnTimeout([this] { sendToEcho(); });
        m_oldAppTimer.callOnTimeout([this, pace] {
            m_oldAppTimer.setInterval(OldAppInterval / pace);
            tryOldApp();
        });
        m_oldAppTimer.start(OldAppPause / pace);
    }

private:
    void sendToEcho()
    {
        ++m_turn;
        if (m_turn % 5 == 0)
            m_echo.sendBinary(QByteArray::fromHex("00010203fffefdfc") + QByteArray(24, 'S'));
        else if (m_turn % 3 == 0)
            m_echo.sendPing("are you there?");
        else
            m_echo.sendText("echo " + QByteArray::number(m_turn));
    }

    void tryOldApp()
    {
        if (!m_oldApp.isBusy())
            m_oldApp.get(m_oldAppUrl, [](const HttpChannel::Result & /*refusal*/) {});
    }

    std::vector<std::unique_ptr<DemoPerson>> m_persons;
    LightWebSocket m_ticker;
    LightWebSocket m_echo;
    HttpChannel m_oldApp; // somebody's, of Socket.IO 2: this server does not speak that
    QByteArray m_oldAppUrl;
    QTimer m_echoTimer;
    QTimer m_oldAppTimer;
    int m_turn = 0;
};

DemoCrowd::DemoCrowd(Net::NetThread &thread)
    : m_thread(thread)
{
}

DemoCrowd::~DemoCrowd()
{
    stop();
}

void DemoCrowd::start(const QByteArray &address, int pace)
{
    stop();
    m_thread.run([&] { m_people = std::make_unique<People>(m_thread.poller(), address, pace); });
}

void DemoCrowd::stop()
{
    if (m_people != nullptr)
        m_thread.run([this] { m_people.reset(); });
}

} // namespace Client

// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/chip.h"
#include "widgets/common/icons.h"
#include "widgets/common/systemscheme.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void setByHand()
    {
        Theme theme;
        theme.setMode(Theme::Mode::Light);
        QVERIFY(!theme.isDark());
        QSignalSpy changed(&theme, &Theme::changed);
        theme.setMode(Theme::Mode::Dark);
        QVERIFY(theme.isDark());
        QCOMPARE(changed.count(), 1);
        QCOMPARE(QApplication::palette().color(QPalette::Window), QColor(0x181b20));
        theme.setMode(Theme::Mode::Dark);
        QCOMPARE(changed.count(), 1);
        theme.setMode(Theme::Mode::Light);
        QCOMPARE(QApplication::palette().color(QPalette::Base), QColor(0xffffff));
    }

    void textCanBeRead_data()
    {
        QTest::addColumn<bool>("isDark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void textCanBeRead()
    {
        QFETCH(bool, isDark);
        const Colors &colors = isDark ? Theme::darkColors() : Theme::lightColors();
        for (const QColor &ground : {colors.window, colors.pane, colors.alternate, colors.chip,
                                     colors.selection, colors.accent}) {
            for (const QColor &color :
                 {colors.text, colors.dim, colors.accent, colors.sent, colors.received,
                  colors.error, colors.warning, colors.connections[2]}) {
                const QColor readable = Theme::readableOn(color, ground);
                QVERIFY(Theme::contrast(readable, ground) >= 4.5);
            }
        }
        QVERIFY(Theme::contrast(colors.text, colors.selection) >= 4.5);
        QVERIFY(Theme::contrast(colors.dim, colors.pane) >= 4.5);
    }

    void contrastIsThatOfWcag()
    {
        QCOMPARE(qRound(Theme::contrast(Qt::black, Qt::white) * 10), 210);
        QCOMPARE(qRound(Theme::contrast(Qt::white, Qt::white) * 10), 10);
        QCOMPARE(Theme::readableOn(Qt::black, Qt::white), QColor(Qt::black));
    }

    void sessionsKeepTheirColour()
    {
        Theme theme;
        QCOMPARE(theme.sessionColor(1), theme.sessionColor(5));
        QVERIFY(theme.sessionColor(1) != theme.sessionColor(2));
        QCOMPARE(theme.sessionColor(0), theme.colors().dim);
    }

    void systemsWords()
    {
        QVERIFY(SystemScheme::isDarkThemeName(QStringLiteral("Adwaita:dark")));
        QVERIFY(SystemScheme::isDarkThemeName(QStringLiteral("Yaru-dark")));
        QVERIFY(!SystemScheme::isDarkThemeName(QStringLiteral("Adwaita")));
        QVERIFY(SystemScheme::isDarkPalette(QPalette(Qt::white, Qt::black)));
        QVERIFY(!SystemScheme::isDarkPalette(QPalette(Qt::black, Qt::white)));
    }

    void systemIsFollowed()
    {
        qputenv("GTK_THEME", "Adwaita:dark");
        const Theme dark;
        QVERIFY(dark.isDark());
        qputenv("GTK_THEME", "Adwaita");
        const Theme light;
        QVERIFY(!light.isDark());
        qunsetenv("GTK_THEME");
    }

    void everyIconIsDrawnInTheThemesColour()
    {
        Theme theme;
        for (int i = 0; i < static_cast<int>(Icon::Count); ++i) {
            theme.setMode(Theme::Mode::Light);
            const QIcon icon = themedIcon(static_cast<Icon>(i), theme, Tint::Error);
            QVERIFY2(has(icon.pixmap(32).toImage(), theme.colors().error), qPrintable(icon.name()));
            theme.setMode(Theme::Mode::Dark);
            QVERIFY2(has(icon.pixmap(32).toImage(), theme.colors().error), qPrintable(icon.name()));
        }
    }

    void iconsAreCrispAtTwiceTheSize()
    {
        const QPixmap pixels = iconPixmap(Icon::Tap, Qt::black, {16, 16}, 2);
        QCOMPARE(pixels.size(), QSize(32, 32));
        QCOMPARE(pixels.devicePixelRatio(), 2.0);
    }

    void chipsNeverGrowOverTheirArea()
    {
        Theme theme;
        QPixmap pixels(200, 40);
        QPainter painter(&pixels);
        const QString text = QStringLiteral("CONNECT");
        const QRect whole = Chips::paint(painter, {0, 0, 200, 40}, text, {}, theme);
        QCOMPARE(whole.size(), Chips::size(text, theme));
        const QRect cut = Chips::paint(painter, {0, 0, 30, 40}, text, {}, theme);
        QCOMPARE(cut.width(), 30);
        QVERIFY(Chips::paint(painter, {0, 0, 4, 40}, text, {}, theme).isEmpty());
        Chip chip(theme);
        chip.setText(text);
        QCOMPARE(chip.sizeHint(), Chips::size(text, theme));
        QCOMPARE(chip.accessibleName(), text);
    }

    void buttonsHaveHeight()
    {
        const Theme theme;
        const QPushButton button(QStringLiteral("Open…"));
        QVERIFY(button.sizeHint().height() >= 28);
    }

private:
    static bool has(const QImage &image, const QColor &color)
    {
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixelColor(x, y) == color)
                    return true;
            }
        }
        return false;
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"

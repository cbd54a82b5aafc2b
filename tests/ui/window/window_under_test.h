#pragma once

#include "core/playback/player.h"
#include "tests/support/pseudo_language.h"
#include "ui/document/document.h"
#include "ui/style/theme.h"
#include "ui/window/main_window.h"

#include <QAbstractButton>
#include <QApplication>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <memory>

namespace cadenza::test {

/// The real window on a silent player, with settings in a folder of its own, and the mouse of a person in front of it;
/// in the pseudo-language where the environment says CADENZA_PSEUDO_LANGUAGE.
class WindowUnderTest {
public:
    WindowUnderTest()
    {
        QStandardPaths::setTestModeEnabled(true);
        qputenv("XDG_CONFIG_HOME", folder_.path().toUtf8());
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder_.path());
        if (qEnvironmentVariableIsSet("CADENZA_PSEUDO_LANGUAGE"))
            QCoreApplication::installTranslator(&pseudoLanguage_);
        ui::applyTheme(*qApp, ui::Theme::Dark);
    }

    /// Opens a new window in place of the one before; false when it does not appear.
    [[nodiscard]] bool open(training::LearnerFactory makeLearner, const std::filesystem::path& model = {},
                            const std::filesystem::path& project = {}, bool welcome = false,
                            std::shared_ptr<playback::MessageSink> listener = {})
    {
        window_.reset();
        player_ = std::make_unique<playback::Player>(
            playback::PlayerOptions{.forceSilent = true, .listener = std::move(listener)});
        ui::Services services{*player_, std::move(makeLearner), CADENZA_STARTER, {}, model, project};
        services.welcome = welcome;
        services.ensembles = CADENZA_ENSEMBLES;
        window_ = std::make_unique<ui::MainWindow>(std::move(services));
        window_->resize(1440, 900);
        window_->show();
        return QTest::qWaitForWindowExposed(window_.get());
    }

    [[nodiscard]] ui::MainWindow* operator->() const { return window_.get(); }
    [[nodiscard]] ui::Document& document() const { return window_->document(); }
    [[nodiscard]] QString filePath(const QString& name) const { return folder_.filePath(name); }

    /// The visible widget of this object name; null when there is none.
    template <class Widget = QAbstractButton>
    [[nodiscard]] Widget* visible(const QString& name) const
    {
        for (Widget* widget : window_->findChildren<Widget*>(name))
            if (widget->isVisible())
                return widget;
        return nullptr;
    }

    /// As soon as it is there and can be clicked: what a project keeps comes a moment after its window.
    void click(const QString& name) const
    {
        const auto ready = [&] {
            const auto* button = visible(name);
            return button && button->isEnabled();
        };
        QVERIFY2(QTest::qWaitFor(ready, 10'000), qPrintable(name));
        QTest::mouseClick(visible(name), Qt::LeftButton);
    }

private:
    QTemporaryDir folder_;
    PseudoLanguage pseudoLanguage_;
    std::unique_ptr<playback::Player> player_;
    std::unique_ptr<ui::MainWindow> window_;
};

} // namespace cadenza::test

; The installer for Windows: for all users, into Program Files, where only an
; administrator may write. makensis -DVERSION= -DSOURCE= -DOUTPUT= -DICON= -DSIGN= this file.
; Silent: installer /S [/PATH], uninstaller /S.
Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
; The uninstaller is signed before it is packed.
!uninstfinalize '"${SIGN}" "%1"' = 0
!include MUI2.nsh
!include x64.nsh
!include FileFunc.nsh
!include LogicLib.nsh

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\LocalhostDoctor"
!define ENVIRONMENT "SYSTEM\CurrentControlSet\Control\Session Manager\Environment"

Name "Localhost Doctor"
OutFile "${OUTPUT}"
InstallDir "$PROGRAMFILES64\Localhost Doctor"
RequestExecutionLevel admin
ShowInstDetails nevershow
ShowUnInstDetails nevershow
ManifestDPIAware true

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Localhost Doctor"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Localhost Doctor, installer"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "CompanyName" "The Localhost Doctor developers"
VIAddVersionKey "LegalCopyright" "The Localhost Doctor authors, MIT licence"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION startAsUser
!define MUI_COMPONENTSPAGE_NODESC
!insertmacro MUI_PAGE_LICENSE "${SOURCE}\LICENSE.txt"
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!insertmacro MUI_LANGUAGE "Spanish"
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "PortugueseBR"
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "Japanese"

; What only this installer says.
LangString saysPath ${LANG_ENGLISH} "Terminal commands in every folder (PATH)"
LangString saysPath ${LANG_GERMAN} "Befehle in jedem Terminal (PATH)"
LangString saysPath ${LANG_SPANISH} "Comandos en todos los terminales (PATH)"
LangString saysPath ${LANG_FRENCH} "Commandes dans chaque terminal (PATH)"
LangString saysPath ${LANG_PORTUGUESEBR} "Comandos em todos os terminais (PATH)"
LangString saysPath ${LANG_SIMPCHINESE} "在所有终端中使用命令（PATH）"
LangString saysPath ${LANG_JAPANESE} "すべてのターミナルでコマンドを使う (PATH)"
LangString saysTooLong ${LANG_ENGLISH} "PATH is too long to be changed by this installer. Add this folder to it yourself:"
LangString saysTooLong ${LANG_GERMAN} "PATH ist zu lang, um von diesem Installationsprogramm geändert zu werden. Fügen Sie diesen Ordner selbst hinzu:"
LangString saysTooLong ${LANG_SPANISH} "PATH es demasiado largo para que este instalador lo cambie. Añada usted esta carpeta:"
LangString saysTooLong ${LANG_FRENCH} "PATH est trop long pour être modifié par ce programme d’installation. Ajoutez vous-même ce dossier :"
LangString saysTooLong ${LANG_PORTUGUESEBR} "O PATH é longo demais para ser alterado por este instalador. Adicione você esta pasta:"
LangString saysTooLong ${LANG_SIMPCHINESE} "PATH 太长，安装程序无法修改。请自行添加此文件夹："
LangString saysTooLong ${LANG_JAPANESE} "PATH が長すぎるため、このインストーラーでは変更できません。次のフォルダーを手動で追加してください:"
LangString says64Bit ${LANG_ENGLISH} "Localhost Doctor needs a 64-bit Windows."
LangString says64Bit ${LANG_GERMAN} "Localhost Doctor braucht ein 64-Bit-Windows."
LangString says64Bit ${LANG_SPANISH} "Localhost Doctor necesita un Windows de 64 bits."
LangString says64Bit ${LANG_FRENCH} "Localhost Doctor a besoin d’un Windows 64 bits."
LangString says64Bit ${LANG_PORTUGUESEBR} "O Localhost Doctor precisa de um Windows de 64 bits."
LangString says64Bit ${LANG_SIMPCHINESE} "Localhost Doctor 需要 64 位 Windows。"
LangString says64Bit ${LANG_JAPANESE} "Localhost Doctor には 64 ビット版の Windows が必要です。"
LangString saysOpen ${LANG_ENGLISH} "Localhost Doctor is open. Close it and try again."
LangString saysOpen ${LANG_GERMAN} "Localhost Doctor ist geöffnet. Schließen Sie das Programm und versuchen Sie es noch einmal."
LangString saysOpen ${LANG_SPANISH} "Localhost Doctor está abierto. Ciérrelo e inténtelo de nuevo."
LangString saysOpen ${LANG_FRENCH} "Localhost Doctor est ouvert. Fermez-le et réessayez."
LangString saysOpen ${LANG_PORTUGUESEBR} "O Localhost Doctor está aberto. Feche-o e tente de novo."
LangString saysOpen ${LANG_SIMPCHINESE} "Localhost Doctor 正在运行。请关闭它，然后重试。"
LangString saysOpen ${LANG_JAPANESE} "Localhost Doctor が開いています。閉じてから、もう一度お試しください。"

; A program that runs cannot be replaced or removed: it is found out before
; anything is changed. Silently, that ends with exit code 2.
!macro waitUntilClosed
  ${Do}
    ${IfNot} ${FileExists} "$INSTDIR\localhost-doctor.exe"
      ${Break}
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\localhost-doctor.exe" a
    ${IfNot} ${Errors}
      FileClose $0
      ${Break}
    ${EndIf}
    ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(saysOpen)" /SD IDCANCEL IDCANCEL`
      SetErrorLevel 2
      Quit
    ${EndIf}
  ${Loop}
!macroend

; The installer is elevated; the program must not be. Explorer starts it as the
; person who is signed in.
Function startAsUser
  Exec '"$WINDIR\explorer.exe" "$INSTDIR\localhost-doctor.exe"'
FunctionEnd

Section "Localhost Doctor" program
  SectionIn RO
  !insertmacro waitUntilClosed
  SetShellVarContext all
  SetRegView 64
  SetOutPath "$INSTDIR"
  SetOverwrite on
  File "${SOURCE}\localhost-doctor.exe"
  File "${SOURCE}\localhost-doctor.com"
  File "${SOURCE}\LICENSE.txt"
  File "${SOURCE}\licenses.txt"
  File "${SOURCE}\README.md"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Localhost Doctor.lnk" "$INSTDIR\localhost-doctor.exe"
  WriteRegStr HKLM "${KEY}" "DisplayName" "Localhost Doctor"
  WriteRegStr HKLM "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${KEY}" "DisplayIcon" "$INSTDIR\localhost-doctor.exe"
  WriteRegStr HKLM "${KEY}" "Publisher" "The Localhost Doctor developers"
  WriteRegStr HKLM "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKLM "${KEY}" "NoModify" 1
  WriteRegDWORD HKLM "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKLM "${KEY}" "EstimatedSize" $0
SectionEnd

; A value that NSIS cannot hold whole comes back empty or cut; such a PATH is
; left alone, since writing it back would lose its end.
Section /o "$(saysPath)" path
  SetRegView 64
  ReadRegStr $0 HKLM "${ENVIRONMENT}" "Path"
  StrLen $1 $0
  ReadRegStr $2 HKLM "${KEY}" "AddedToPath"
  ${If} $2 == $INSTDIR
    DetailPrint "PATH: $INSTDIR"
  ${ElseIf} $1 == 0
  ${OrIf} $1 > 900
    DetailPrint "$(saysTooLong) $INSTDIR"
  ${Else}
    WriteRegExpandStr HKLM "${ENVIRONMENT}" "Path" "$0;$INSTDIR"
    WriteRegStr HKLM "${KEY}" "AddedToPath" "$INSTDIR"
    SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=2000
  ${EndIf}
SectionEnd

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_ICONSTOP "$(says64Bit)" /SD IDOK
    Abort
  ${EndIf}
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/PATH" $R1
  ${IfNot} ${Errors}
    !insertmacro SelectSection ${path}
  ${EndIf}
FunctionEnd

Section "Uninstall"
  !insertmacro waitUntilClosed
  SetShellVarContext all
  SetRegView 64
  Delete "$SMPROGRAMS\Localhost Doctor.lnk"
  Delete "$INSTDIR\localhost-doctor.exe"
  Delete "$INSTDIR\localhost-doctor.com"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\licenses.txt"
  Delete "$INSTDIR\README.md"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ReadRegStr $2 HKLM "${KEY}" "AddedToPath"
  ${If} $2 != ""
    ReadRegStr $0 HKLM "${ENVIRONMENT}" "Path"
    StrLen $1 $0
    StrLen $3 ";$2"
    IntOp $4 $1 - $3
    ${If} $1 > 0
    ${AndIf} $1 <= 1000
    ${AndIf} $4 >= 0
      Push $0
      Push ";$2"
      Call un.without
      Pop $0
      WriteRegExpandStr HKLM "${ENVIRONMENT}" "Path" "$0"
      SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=2000
    ${EndIf}
  ${EndIf}
  DeleteRegKey HKLM "${KEY}"
SectionEnd

; without takes a text and a part of it from the stack, and leaves the text
; without the first place where that part is.
Function un.without
  Exch $R1 ; the part
  Exch
  Exch $R0 ; the text
  Push $R2
  Push $R3
  Push $R4
  StrLen $R2 $R1
  StrCpy $R3 0
  loop:
    StrCpy $R4 $R0 $R2 $R3
    StrCmp $R4 "" done
    StrCmp $R4 $R1 found
    IntOp $R3 $R3 + 1
    Goto loop
  found:
    StrCpy $R4 $R0 $R3
    IntOp $R3 $R3 + $R2
    StrCpy $R0 $R0 "" $R3
    StrCpy $R0 "$R4$R0"
  done:
  StrCpy $R1 $R0
  Pop $R4
  Pop $R3
  Pop $R2
  Pop $R0
  Exch $R1
FunctionEnd
